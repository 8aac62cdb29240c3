// What can be decided about a case, and how it reads.
import type { CaseCandidate } from "../../bindings/CaseCandidate";
import type { CaseDecision } from "../../bindings/CaseDecision";
import type { CaseField } from "../../bindings/CaseField";
import type { CaseRow } from "../../bindings/CaseRow";
import type { Evidence } from "../../bindings/Evidence";
import type { FieldSide } from "../../bindings/FieldSide";
import type { RowField } from "../../bindings/RowField";
import type { Side } from "../../bindings/Side";
import { t, textOf } from "../../app/text";
import { monthDay } from "../../app/wareki";
import { toHiragana } from "../../kit/kana";

/** One way to decide a case. */
export interface Choice {
  key: string;
  label: string;
  decision: CaseDecision;
  registrant: string | null;
  /** Whether it keeps ours in every field. */
  keepsOurs: boolean;
}

/** Cases drawn at once. */
export const CASES_AT_ONCE = 20;

/** Returns the ways to decide a case, in the order of the keys 1, 2, 3. */
export function choicesOf(row: CaseRow): Choice[] {
  const choice = (key: string, label: string, decision: CaseDecision, registrant: string | null = null): Choice =>
    ({ key, label, decision, registrant, keepsOurs: false });
  switch (row.pile) {
    case "same_person":
      return [
        ...row.candidates.map((one, i) => choice(one.registrant, sameLabel(row, one, i), "same", one.registrant)),
        ...(row.candidates.some((one) => one.has_left) ? [choice("leave_out", t("comparison.choice.leave_out"), "leave_out")] : []),
        choice("take_in", t("comparison.choice.take_in_other"), "take_in"),
        choice("later", t("comparison.choice.later_visit"), "later"),
      ];
    case "unreadable":
      return [
        choice("ask_city", t("comparison.choice.ask_city"), "ask_city"),
        choice("leave_out", t("comparison.choice.leave_row"), "leave_out"),
        choice("later", t("comparison.choice.later"), "later"),
      ];
    case "new":
      return [
        choice("take_in", t("comparison.choice.take_in"), "take_in"),
        choice("leave_out", t("comparison.choice.leave_out"), "leave_out"),
        choice("later", t("comparison.choice.later_visit"), "later"),
      ];
    case "changed":
      return [
        choice("same", t("comparison.choice.as_chosen"), "same", row.registrant),
        { ...choice("ours", t("comparison.choice.all_ours"), "same", row.registrant), keepsOurs: true },
        choice("later", t("comparison.choice.later_visit"), "later"),
      ];
    case "gone":
      return [
        choice("stay", t("comparison.choice.stay"), "stay"),
        choice("leaves", t("comparison.choice.leaves"), "leaves"),
        choice("later", t("comparison.choice.later"), "later"),
      ];
    case "unchanged":
      return [];
  }
}

function sameLabel(row: CaseRow, candidate: CaseCandidate, at: number): string {
  if (row.candidates.length > 1) return t("comparison.choice.same_of", { n: at + 1, name: candidate.name });
  if (candidate.has_left) return t("comparison.choice.back");
  return t(candidate.fields.some((field) => field.asked) ? "comparison.choice.same_values" : "comparison.choice.same");
}

/** Returns the choice a case was decided with, or the one that is offered first; empty where a person must look. */
export function firstChoice(row: CaseRow): string {
  if (row.decision === "open") return row.pile === "same_person" || row.pile === "unreadable" ? "" : (choicesOf(row)[0]?.key ?? "");
  const asked = chosenOf(row)?.fields.filter((field) => field.asked) ?? [];
  const allOurs = asked.length > 0 && asked.every((field) => sideOf(row, field) === "ours");
  if (row.pile === "changed" && row.decision === "same") return allOurs && row.sides.length > 0 ? "ours" : "same";
  return row.decision === "same" ? (row.registrant ?? "") : row.decision;
}

/** Returns the candidate a case was decided for. */
export function chosenOf(row: CaseRow): CaseCandidate | undefined {
  return row.candidates.find((one) => one.registrant === row.registrant);
}

/** Returns whose value of a field is kept as the case stands. */
export function sideOf(row: CaseRow, field: CaseField): Side {
  return row.sides.find((one) => one.field === field.field)?.side ?? field.proposed;
}

/** Returns the choices as they are sent: of every field that is asked. */
export function sidesOf(fields: readonly CaseField[], chosen: Readonly<Partial<Record<RowField, Side>>>, keepsOurs: boolean): FieldSide[] {
  const asked = fields.filter((field) => field.asked);
  return asked.map((field) => ({ field: field.field, side: keepsOurs ? "ours" : (chosen[field.field] ?? field.proposed) }));
}

/** Returns a value in words; 性別 and 同意 come as codes, a reading in hiragana. */
export function valueText(field: RowField, value: string): string {
  if (value === "") return t("comparison.case.none");
  if (field === "kana") return toHiragana(value);
  if (field === "gender") return textOf(`field.gender.${value}`) ?? value;
  if (field === "consent") return textOf(`field.consent_status.${value}`) ?? value;
  return value;
}

/** Returns the title of a case. */
export function titleOf(row: CaseRow): string {
  const values = { n: row.number, name: row.name, row: row.row };
  if (row.pile !== "same_person") return t(`comparison.case.${row.pile}`, values);
  if (row.candidates.some((one) => one.has_left)) return t("comparison.case.returned", values);
  return t(row.candidates.length > 1 ? "comparison.case.several" : "comparison.case.same_person", values);
}

/** Returns the evidence for or against, in words. */
export function evidenceText(evidence: readonly Evidence[], speaks: "for" | "against"): string {
  const some = evidence.filter((one) => (speaks === "for" ? one.weight > 0 : one.weight < 0));
  const words = some.map((one) => t(`comparison.agreement.${one.agreement}`, { what: t(`comparison.evidence.${one.field}`) }));
  return words.join(t("kit.comma"));
}

/** Returns what was decided, in words. */
export function decisionText(row: CaseRow): string {
  if (row.pile === "unchanged") return t("comparison.decided.unchanged");
  if (row.pile === "changed" && row.decision === "same") return t("comparison.decided.changed");
  return t(`comparison.decided.${row.decision}`, { status: t(`field.registrant_status.${row.status}`) });
}

/** Returns who did something; the practice book knows no names. */
export function whoOf(by: string): string {
  return by === "" ? t("comparison.somebody") : t("history.by", { by });
}

/** Returns the head of our column: who changed the record, or when it was confirmed. */
export function oursHead(candidate: CaseCandidate): string {
  const change = candidate.last_change;
  if (change !== null) return t("comparison.case.ours_changed", { day: monthDay(change.at), by: whoOf(change.by) });
  if (candidate.confirmed_on !== null) return t("comparison.case.ours_confirmed", { day: monthDay(candidate.confirmed_on) });
  return t("comparison.case.ours");
}
