// Names and times for the page 印刷.
import type { SafetyCheck } from "../../bindings/SafetyCheck";
import type { SheetKind } from "../../bindings/SheetKind";
import { t } from "../../app/text";

/** The sheets of this page, in the order they are needed. */
export const SHEETS = ["check_sheet", "tally_sheet", "check_report", "result_list"] as const satisfies readonly SheetKind[];

/** A sheet of this page. */
export type PageSheet = (typeof SHEETS)[number];

/** Returns whether a word names a sheet of this page. */
export function isPageSheet(word: string | undefined): word is PageSheet {
  return SHEETS.some((sheet) => sheet === word);
}

/** Returns 017 for 17. */
export function copyNo(number: number): string {
  return String(number).padStart(3, "0");
}

/** Returns the name of a sheet; the report of a real event does not say 訓練. */
export function sheetName(sheet: PageSheet, check: SafetyCheck | undefined): string {
  return sheet === "check_report" && check?.mode === "real" ? t("print.sheet.check_report_real") : t(`print.sheet.${sheet}`);
}

/** Returns the suggested name of the file; it says 訓練 or 実災害 first. */
export function suggestedName(sheet: PageSheet, check: SafetyCheck, numbers: { first: number; last: number } | null): string {
  const values = {
    mode: t(`checks.file_name.${check.mode}`), name: check.name.replace(/[\\/:*?"<>|\s\u3000]/g, ""), what: t(`print.kind.${sheet}`),
    kind: sheet === "result_list" ? "xlsx" : "pdf",
  };
  return numbers === null
    ? t("print.file_name", values)
    : t("print.file_name_copies", { ...values, first: copyNo(numbers.first), last: copyNo(numbers.last) });
}
