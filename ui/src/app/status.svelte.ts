// The line above the foot: what was done last, with 元に戻す beside it. It stays until the next act.
import { onClosed } from "./closed";

interface Line {
  text: string;
  /** What the button beside it does. */
  offer: "undo" | "redo" | "none";
}

let line = $state.raw<Line | null>(null);

/** The last act in words. Reactive. */
export const status = {
  get line(): Line | null {
    return line;
  },
};

/** Writes the line. */
export function say(text: string, offer: Line["offer"] = "none"): void {
  line = { text, offer };
}

/** Takes the line away. */
export function sayNothing(): void {
  line = null;
}

onClosed(sayNothing);
