// What is wrong in a form: at its fields, and together at its top.
import type { Problem } from "../bindings/Problem";
import type { FormDraft } from "../kit/draft.svelte";
import { fieldWord } from "./field";
import { problemText } from "./problem";
import { t } from "./text";

/** Returns the errors of a form for its summary: the id of the field and a sentence that names it. */
export function formErrors(draft: FormDraft): { id: string; text: string }[] {
  return Object.entries(draft.errors).map(([field, sentence]) => ({
    id: `entry-${field}`,
    text: t("field.help.error", { field: wordOf(field), sentence }),
  }));
}

/** Writes the problems the program found to their fields. */
export function showProblems(draft: FormDraft, problems: readonly Problem[]): void {
  for (const problem of problems) draft.complain(formField(problem.field), problemText(problem));
}

// The record splits what the form shows in one field.
function formField(field: string): string {
  const same: Record<string, string> = {
    family_name: "name", given_name: "name", birth_date: "birth_raw", phones: "phone_home", status: "consent_status",
  };
  const last = field.split(".").at(-1) ?? field;
  return same[last] ?? last;
}

function wordOf(field: string): string {
  const contact = /^contact\.(\d)\.(.+)$/.exec(field);
  if (contact === null) return fieldWord(field);
  return `${t("registrants.form.contact", { n: contact[1] ?? "" })} ${fieldWord(`contact_${contact[2] ?? ""}`)}`;
}
