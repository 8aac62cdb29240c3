// Where in the program the person is. Screens know each other by name only.

/** Every screen by name. */
export type Screen =
  | "home"
  | "registrants"
  | "registrant_form"
  | "supporters"
  | "supporter_form"
  | "matching"
  | "checks"
  | "check_board"
  | "check_entry"
  | "check_report"
  | "import"
  | "sheets"
  | "history"
  | "settings"
  | "more"
  | "copies"
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
const leaving = new Set<() => void>();

/** The screen that is shown, and what it was told. Reactive. */
export const place = {
  get screen(): Screen {
    return here.screen;
  },
  get params(): Params {
    return here.params;
  },
};

/** Goes to another screen. What was typed here is kept by the screen itself (`onLeave`). */
export function open(screen: Screen, params: Params = {}): void {
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

/** Calls `tell` before another screen opens. Returns what ends that. */
export function onLeave(tell: () => void): () => void {
  leaving.add(tell);
  return () => leaving.delete(tell);
}

/** Forgets the way back, when the book is closed. */
export function forgetWay(): void {
  behind = [];
}
