// The word of a field: of a record as the program spells it, or of a column of a list.
import { t, textOf } from "./text";

/** Returns the label of a field of a record, by the name the program spells it with. */
export function fieldWord(field: string): string {
  if (field === "") return t("field.whole");
  return textOf(`field.label.${field}`) ?? textOf(`column.${field}`) ?? field;
}

/** Returns the word for a column of a list. */
export function columnWord(column: string): string {
  if (column === "") return t("field.whole");
  return textOf(`column.${column}`) ?? textOf(`field.label.${column}`) ?? column;
}
