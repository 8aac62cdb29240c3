// The keys that hold everywhere, and those of the webview that must do nothing.
import { inTextField, isComposing } from "../kit/keys";
import { redo, undo } from "./act";
import { stepSize } from "./appearance.svelte";
import { book } from "./book.svelte";
import { lockNow } from "./lock.svelte";
import { nextRegion } from "./regions";
import { open, type Screen } from "./screens.svelte";
import { wantSearch } from "./search.svelte";

/** Answers a key of the whole window. */
export function globalKey(event: KeyboardEvent, tabs: readonly Screen[], toggleHelp: () => void): void {
  if (isComposing(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (isOfTheWebview(event, key)) {
    event.preventDefault();
    return;
  }
  if (key === "F1") take(event, toggleHelp);
  else if (key === "F6") take(event, () => nextRegion(event.shiftKey ? -1 : 1));
  else if (event.ctrlKey && (key === "+" || key === ";" || key === "=")) take(event, () => stepSize(1));
  else if (event.ctrlKey && key === "-") take(event, () => stepSize(-1));
  else if (book.open) keyOfOpenBook(event, key, tabs);
}

function keyOfOpenBook(event: KeyboardEvent, key: string, tabs: readonly Screen[]): void {
  if (document.querySelector("dialog[open]") !== null) return;
  if (event.altKey && !event.ctrlKey && /^Digit[1-6]$|^Numpad[1-6]$/.test(event.code)) {
    const tab = tabs[Number(event.code.slice(-1)) - 1];
    if (tab !== undefined) take(event, () => open(tab));
    return;
  }
  if (!event.ctrlKey || event.altKey) return;
  if (key === "l") take(event, () => void lockNow());
  else if (key === "f") {
    take(event, () => {
      open("registrants");
      wantSearch();
    });
  } else if (key === "p") take(event, () => open("sheets"));
  else if (inTextField(event.target)) return;
  else if (key === "z" && !event.shiftKey) take(event, () => void undo());
  else if (key === "y" || (key === "z" && event.shiftKey)) take(event, () => void redo());
}

/** Reload, back, find and print of the webview itself. */
function isOfTheWebview(event: KeyboardEvent, key: string): boolean {
  if (key === "F5" || key === "F3" || key === "F7" || key === "BrowserBack" || key === "BrowserForward") return true;
  if (event.ctrlKey && (key === "r" || key === "g" || key === "u" || key === "o" || key === "0")) return true;
  return event.altKey && (key === "ArrowLeft" || key === "ArrowRight");
}

function take(event: KeyboardEvent, work: () => void): void {
  event.preventDefault();
  work();
}

/** Takes from the webview what must not happen: dropped files, the menu of the right button, the wheel as a zoom. */
export function guardWebview(): () => void {
  const refuse = (event: Event): void => event.preventDefault();
  const menu = (event: Event): void => {
    if (!inTextField(event.target)) event.preventDefault();
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    stepSize(event.deltaY < 0 ? 1 : -1);
  };
  // An Enter that ends a conversion sends no form, in whatever field.
  const convert = (event: KeyboardEvent): void => {
    if ((event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter") && isComposing(event)) event.preventDefault();
  };
  addEventListener("keydown", convert, { capture: true });
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
  addEventListener("contextmenu", menu);
  addEventListener("wheel", wheel, { passive: false });
  return () => {
    removeEventListener("keydown", convert, { capture: true });
    removeEventListener("dragover", refuse);
    removeEventListener("drop", refuse);
    removeEventListener("contextmenu", menu);
    removeEventListener("wheel", wheel);
  };
}
