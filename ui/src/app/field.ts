// The word of a field: of a record as the program spells it, or of a column of a list.
import { t, textOf } from "./text";

/** Returns the label of a field by the name it has in its record or list; the name itself where nobody wrote a label. */
export function fieldWord(field: string): string {
  if (field === "") return t("field.whole");
  return textOf(`column.${field}`) ?? textOf(`field.label.${field}`) ?? field;
}
