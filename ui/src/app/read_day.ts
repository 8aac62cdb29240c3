// Typed days: what is asked of the program while a person types one, and the sentence where it cannot be read.
import type { Reading } from "../kit/DateField.svelte";
import type { FormDraft } from "../kit/draft.svelte";
import { ask } from "./call";
import { t, textOf } from "./text";

const NOTHING: Reading = { date: null, echo: "", readings: [], problem: null };

/** What a field for a day that has been needs: a birth, a signature, a visit. */
export const pastDay = {
  read: (text: string): Promise<Reading> => ask("read_date", { text, may_be_future: false }).catch(() => NOTHING),
  explain: explainDay,
};

/** Returns why a typed day cannot be read, as a sentence; undefined where nothing is wrong. */
export function explainDay(reading: Reading): string | undefined {
  const problem: unknown = reading.problem;
  if (typeof problem !== "object" || problem === null || !("rule" in problem)) return undefined;
  const detail = "detail" in problem ? String(problem.detail) : "";
  return textOf(`problem.${String(problem.rule)}`, { detail });
}

/**
 * Returns the days of the fields of a form, read for saving; null where a field is empty. A field that cannot be read
 * gets its sentence and is missing in the answer.
 */
export async function readDays(draft: FormDraft, fields: readonly string[]): Promise<Record<string, string | null>> {
  const days: Record<string, string | null> = {};
  for (const field of fields) {
    const typed = draft.get(field).trim();
    if (typed === "") {
      days[field] = null;
      continue;
    }
    const reading = await pastDay.read(typed);
    if (reading.date !== null) days[field] = reading.date;
    else draft.complain(field, explainDay(reading) ?? t("problem.unreadable", { detail: typed }));
  }
  return days;
}
