// The journal's fields and values in the words of the screens.
import { textOf } from "../../app/text";
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
  return (
    textOf(`field.${change.kind}_${change.field}.${value}`) ??
    textOf(`field.${change.field}.${value}`) ??
    (change.field === "code" ? textOf(`result.${value}`) : undefined) ??
    value
  );
}
