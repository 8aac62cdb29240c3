// Writing the papers of an event into a file the person chooses; the name says 訓練 or 実災害 first.
import type { SafetyCheck } from "../../bindings/SafetyCheck";
import type { SavedFile } from "../../bindings/SavedFile";
import type { SheetRequest } from "../../bindings/SheetRequest";
import { chooseSave, file } from "../../app/call";
import { t } from "../../app/text";

/** Returns the suggested name of a file. */
export function fileName(check: SafetyCheck, what: string, kind: "pdf" | "xlsx"): string {
  const name = check.name.replace(/[\\/:*?"<>|\s\u3000]/g, "");
  return t("checks.file_name.pattern", { mode: t(`checks.file_name.${check.mode}`), name, what, kind });
}

/** Lets the person choose a place and writes the sheet; null if they changed their mind. */
export async function saveSheet(sheet: SheetRequest, suggested: string): Promise<SavedFile | null> {
  const chosen = await chooseSave(suggested);
  return chosen === null ? null : file("save_sheet", { sheet, file: chosen.token });
}

/** Returns the request for a paper of the whole event. */
export function sheetOf(check: SafetyCheck, sheet: SheetRequest["sheet"], rest: Partial<SheetRequest> = {}): SheetRequest {
  return { sheet, safety_check: check.id, copies: [], report_number: null, hide_small_numbers: false, ...rest };
}
