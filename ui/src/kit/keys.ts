// What keys mean: whether the input method is composing, and whether a key belongs to a text field.

/** Whether the input method is still composing: then Enter, Escape, arrows and digits are not ours. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === "Process";
}

/** Whether the person is typing text at this moment. */
export function inTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

/** Gives the focus back to where it was before something opened over it, once that is gone and if nothing else took it. */
export function giveBack(before: Element | null): void {
  setTimeout(() => {
    const now = document.activeElement;
    if ((now === null || now === document.body || !now.isConnected) && before instanceof HTMLElement && before.isConnected) before.focus();
  });
}

/** Returns the digit of a key, also full-width and from the ten-key pad, or null. */
export function digitOf(key: string): number | null {
  const narrow = key.normalize("NFKC");
  return /^[0-9]$/.test(narrow) ? Number(narrow) : null;
}

let last = 0;

/** Returns an id that no other element of the page has. */
export function freshId(word: string): string {
  last += 1;
  return `${word}-${last}`;
}
