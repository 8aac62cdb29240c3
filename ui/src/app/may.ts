// What whoever is at work may do: the one place that asks. The program refuses by itself; the pages only do not offer it.
import { needs, type Call } from "../bindings/needs";
import type { SheetKind } from "../bindings/SheetKind";
import { book } from "./book.svelte";
import type { Screen } from "./screens.svelte";

/** The call each screen is made for; a screen that is not here is for everybody. */
const MADE_FOR: Partial<Record<Screen, Call>> = {
  registrant_form: "save_registrant",
  supporter_form: "save_supporter",
  confirm: "to_confirm",
  duplicates: "duplicates",
  households: "households",
  matching: "proposal",
  check_entry: "entry_sheet",
  check_report: "sheet_picture",
  import: "import_list",
  comparison: "comparison",
  sheets: "sheet_picture",
  history: "history",
  copies: "copies",
  export: "export_list",
  tasks: "tasks",
};

/** Whether a call is let in. Before the program has said anything nothing is hidden. Reactive. */
export function may(call: Call): boolean {
  return !book.known || book.state.rights.includes(needs[call]);
}

/** Whether a sheet may be drawn. Reactive. */
export function mayDraw(sheet: SheetKind): boolean {
  return !book.known || book.state.sheets.includes(sheet);
}

/** Whether a screen is of use. Reactive. */
export function mayOpen(screen: Screen): boolean {
  const call = MADE_FOR[screen];
  return call === undefined || may(call);
}
