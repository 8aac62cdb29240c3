// The nine results and their digits: the same on the keys, on the board and on the printed sheets (design 6).
import type { ResultCode } from "../../bindings/ResultCode";
import { t } from "../../app/text";

/** Results in the order of their digits; the place in the list is the digit. */
export const byDigit: readonly ResultCode[] = [
  "unchecked", "safe", "minor", "serious", "rescue", "evacuated", "away_known", "no_answer", "roster_error",
];

/** Returns the digit of a result; 不参加の連絡あり has none. */
export function digitOf(code: ResultCode): number | null {
  const digit = byDigit.indexOf(code);
  return digit < 0 ? null : digit;
}

/** Returns the word of a result. */
export function wordOf(code: ResultCode): string {
  return t(`result.${code}`);
}

const shapes: Record<ResultCode, string> = {
  unchecked: "unchecked", safe: "safe", minor: "minor", serious: "serious", rescue: "rescue", evacuated: "evacuated",
  away_known: "away", no_answer: "noanswer", roster_error: "error", excused: "info",
};

/** Returns the name of the shape of a result: `i--` and `st--` in the style sheets. */
export function shapeOf(code: ResultCode): string {
  return shapes[code];
}

/** Returns the word of a result without what stands in brackets, for narrow places. */
export function shortWordOf(code: ResultCode): string {
  return wordOf(code).replace(/[(\uff08].*$/, "");
}

/** Returns digits typed at full width as the plain ones. */
export function plainDigits(text: string): string {
  return text.replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/**
 * Returns the result behind a pressed key, or null. Full-width digits count, and so does a digit that an
 * input method swallowed (`Process`): the cell is no text field, so nothing can be composed there.
 */
export function codeOfKey(event: KeyboardEvent): ResultCode | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const swallowed = event.key === "Process" ? /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] : undefined;
  const key = swallowed ?? plainDigits(event.key);
  return /^[0-8]$/.test(key) ? (byDigit[Number(key)] ?? null) : null;
}

/** Returns whether a key means "the same as above": `*` in either width. */
export function isDitto(event: KeyboardEvent): boolean {
  return event.key === "*" || event.key === "\uff0a" || event.key === "Multiply";
}

/** A key in the usual width. */
const plain = (key: string): string => key.normalize("NFKC");

/** Returns what a key says of the sign at the door: `+` seen, `-` not; nothing for every other key. */
export function signOfKey(event: KeyboardEvent): "yes" | "no" | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (plain(event.key) === "+") return "yes";
  if (plain(event.key) === "-") return "no";
  return null;
}

/** Returns whether nobody has found the person yet. */
export function isUnknown(code: ResultCode): boolean {
  return code === "unchecked" || code === "no_answer";
}

/** Returns whether somebody must act for this person now: not found, or hurt. */
export function needsAction(code: ResultCode): boolean {
  return isUnknown(code) || code === "rescue" || code === "serious" || code === "minor";
}
