// The state of the book: what there is, what runs, what can be taken back.
import type { BookState } from "../bindings/BookState";
import { asFailure, file } from "./call";
import { forgetBook } from "./closed";
import { showFailure } from "./failures.svelte";

const NOTHING: BookState = {
  presence: "none",
  council: "",
  practice: false,
  user: null,
  rights: [],
  sheets: [],
  holders: [],
  pledge_due: false,
  running: null,
  wait_seconds: 0,
  undo: null,
  redo: null,
  saved_at: null,
  backup_due: false,
  version: "",
};

let state = $state.raw<BookState>(NOTHING);
let known = $state(false);

/** The book as it is at this moment. Reactive. */
export const book = {
  get state(): BookState {
    return state;
  },
  /** Whether the first answer has come. */
  get known(): boolean {
    return known;
  },
  get open(): boolean {
    return state.presence === "open";
  },
};

/** Asks for the state of the book anew. A book that is no longer open is forgotten. */
export async function refreshBook(): Promise<void> {
  try {
    const now = await file("state", null);
    const isAnother = now.presence !== "open" || now.practice !== state.practice;
    const wasOpen = state.presence === "open";
    state = now;
    known = true;
    if (wasOpen && isAnother) forgetBook();
  } catch (reason) {
    showFailure(asFailure(reason));
  }
}
