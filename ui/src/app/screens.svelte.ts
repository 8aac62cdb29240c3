// Where in the program the person is. Screens know each other by name only.
import { onClosed } from "./closed";
import { showFailure } from "./failures.svelte";
import { mayOpen } from "./may";

/** Every screen by name. */
export type Screen =
  | "home"
  | "registrants"
  | "registrant_form"
  | "supporters"
  | "supporter_form"
  | "confirm"
  | "duplicates"
  | "households"
  | "matching"
  | "checks"
  | "check_board"
  | "check_entry"
  | "check_report"
  | "import"
  | "comparison"
  | "sheets"
  | "history"
  | "settings"
  | "more"
  | "copies"
  | "export"
  | "tasks"
  | "licences"
  | "limits";

/** What a screen is told when it is opened: ids and words of a filter, by name. */
export type Params = Readonly<Record<string, string>>;

interface Place {
  screen: Screen;
  params: Params;
}

let here = $state.raw<Place>({ screen: "home", params: {} });
let behind: readonly Place[] = [];
const leaving = new Set<() => unknown>();

/** The screen that is shown, and what it was told. Reactive. */
export const place = {
  get screen(): Screen {
    return here.screen;
  },
  get params(): Params {
    return here.params;
  },
};

/** Goes to another screen, if whoever is at work may. What was typed here is kept by the screen itself (`onLeave`). */
export function open(screen: Screen, params: Params = {}): void {
  if (!mayOpen(screen)) {
    showFailure({ code: "not_allowed", problems: [], hint: "" });
    return;
  }
  for (const tell of leaving) tell();
  behind = [...behind.slice(-19), here];
  here = { screen, params };
}

/** Goes back to the screen before this one, or to `otherwise`. */
export function back(otherwise: Screen = "home"): void {
  const before = behind.at(-1);
  for (const tell of leaving) tell();
  behind = behind.slice(0, -1);
  here = before ?? { screen: otherwise, params: {} };
}

/** Changes what the present screen was told, without a step back to it (the chosen row, the filter). */
export function stay(params: Params): void {
  here = { screen: here.screen, params };
}

/** Calls `tell` before another screen opens, and before the book is locked. Returns what ends that. */
export function onLeave(tell: () => unknown): () => void {
  leaving.add(tell);
  return () => leaving.delete(tell);
}

/** Lets the present screen save what is under the hands, and waits for it. */
export async function finishScreen(): Promise<void> {
  await Promise.allSettled([...leaving].map((tell) => tell()));
}

// The next book begins at its first page: ids and names of this one mean nothing there.
onClosed(() => {
  behind = [];
  here = { screen: "home", params: {} };
});
