// The day a fact of a record was last looked at, as the sentence beside its field.
import type { Fact } from "../bindings/Fact";
import { t } from "./text";
import { shortDay } from "./wareki";

/** The days of a record by fact. */
export type FactDays = { readonly [fact in Fact]?: string };

/** Returns when a fact was last looked at: by itself, or with the whole record; empty for a new record. */
export function lookedAt(fact: Fact, record: { fact_days: FactDays; confirmed_on: string | null } | undefined): string {
  if (record === undefined) return "";
  const [own, whole] = [record.fact_days[fact] ?? "", record.confirmed_on ?? ""];
  const day = own > whole ? own : whole;
  const values = { fact: t(`confirm.fact.${fact}`), day: shortDay(day) };
  return day === "" ? t("field.help.never_looked_at", values) : t("field.help.looked_at", values);
}
