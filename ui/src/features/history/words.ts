// The journal's fields and values in the words of the screens.
import { t, textOf } from "../../app/text";
import { dayAndTime, fullDay } from "../../app/wareki";
import type { FieldChange } from "../../bindings/FieldChange";

/** Fields whose words stand under the name of a form of their own. */
const FORMS: Readonly<Record<string, string>> = { council: "settings.council", block: "settings.blocks", place: "settings.places" };

/** Returns the label of a changed field. */
export function fieldLabel(change: FieldChange): string {
  const form = FORMS[change.kind];
  return (
    (form === undefined ? undefined : textOf(`${form}.${change.field}`)) ??
    textOf(`history.field_name.${change.kind}.${change.field}`) ??
    textOf(`field.label.${change.field}`) ??
    textOf(`history.field_name.any.${change.field}`) ??
    change.field
  );
}

/** Returns a stored value as it reads on a screen; what has no words of its own stays as it is. */
export function valueWords(change: FieldChange, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return fullDay(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)$/.test(value)) return dayAndTime(value);
  if (value === "true" || value === "false") return t(value === "true" ? "history.yes" : "history.no");
  return (
    textOf(`field.${change.kind}_${change.field}.${value}`) ??
    textOf(`field.${change.field}.${value}`) ??
    (change.field === "code" ? textOf(`result.${value}`) : undefined) ??
    value
  );
}
