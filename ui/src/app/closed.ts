// What must not outlive an open book: whoever keeps something of it in memory says here how it is forgotten.
const forgetting = new Set<() => void>();

/** Calls `forget` whenever the book is closed, locked, or another one is opened in its place. */
export function onClosed(forget: () => void): void {
  forgetting.add(forget);
}

/** Forgets everything that was kept of the book. */
export function forgetBook(): void {
  for (const forget of forgetting) forget();
}
