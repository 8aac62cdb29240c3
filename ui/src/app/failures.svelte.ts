// What the page does about each code of failure: how grave it is, and what can be pressed. The words stand in failure.json.
import type { Code } from "../bindings/Code";
import type { Failure } from "../bindings/Failure";
import { onClosed } from "./closed";
import { textOf } from "./text";

/** What can be done next. */
export type Way = "close" | "again" | "back_up" | "unlock" | "history";

interface Answer {
  tone: "caution" | "danger";
  way: Way;
}

/** Total: a new code is a type error until somebody has decided. */
export const ANSWERS: Record<Code, Answer> = {
  problems: { tone: "caution", way: "close" },
  locked: { tone: "caution", way: "unlock" },
  wrong_key: { tone: "caution", way: "close" },
  wait: { tone: "caution", way: "close" },
  book_exists: { tone: "caution", way: "close" },
  damaged: { tone: "danger", way: "close" },
  backup_damaged: { tone: "danger", way: "close" },
  not_a_book: { tone: "danger", way: "close" },
  older: { tone: "caution", way: "close" },
  newer_program: { tone: "danger", way: "close" },
  in_use: { tone: "caution", way: "close" },
  no_room: { tone: "caution", way: "close" },
  disk_full: { tone: "danger", way: "back_up" },
  cannot_write: { tone: "danger", way: "back_up" },
  disk_failing: { tone: "danger", way: "back_up" },
  cannot_read: { tone: "danger", way: "close" },
  unknown: { tone: "caution", way: "close" },
  not_allowed: { tone: "caution", way: "close" },
  not_found: { tone: "caution", way: "close" },
  changed_since: { tone: "caution", way: "history" },
  nothing_to_undo: { tone: "caution", way: "close" },
  not_now: { tone: "caution", way: "close" },
  cancelled: { tone: "caution", way: "close" },
  fault: { tone: "danger", way: "close" },
};

/** Failures after which nothing can be saved: the foot turns red until a save succeeds. */
const SAVING: ReadonlySet<Code> = new Set<Code>(["disk_full", "cannot_write", "disk_failing", "damaged", "fault"]);

let shown = $state.raw<Failure | null>(null);
let notSaved = $state.raw<Failure | null>(null);

/** The failure in the dialog, and the one that keeps things from being saved. Reactive. */
export const failures = {
  get shown(): Failure | null {
    return shown;
  },
  get notSaved(): Failure | null {
    return notSaved;
  },
};

/** Shows a failure in the dialog. What the person cancelled needs no words. */
export function showFailure(failure: Failure): void {
  if (failure.code !== "cancelled") shown = failure;
}

/** Notes whether the last act could be saved. */
export function noteSaving(failure: Failure | null): void {
  if (failure === null) notSaved = null;
  else if (SAVING.has(failure.code)) notSaved = failure;
}

/** Closes the dialog. */
export function closeFailure(): void {
  shown = null;
}

onClosed(closeFailure);

/** Returns the sentence of a hint, or nothing where the hint is a number or a word for another sentence. */
export function hintText(failure: Failure): string {
  return textOf(`hint.${failure.hint}`) ?? "";
}
