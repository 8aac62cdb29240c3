// Where a key on paper was mistyped: the groups by number, or that the whole does not look like one.
import { t } from "../../app/text";
import type { Problem } from "../../bindings/Problem";

/** More wrong groups than this are no slip: something else was typed, or a row was left out. */
const SLIPS = 4;

/** Returns the sentence for what is wrong at a field, if anything is. */
export function mistyped(problems: readonly Problem[], field: string): string | undefined {
  const found = problems.find((one) => one.field === field);
  if (found === undefined) return undefined;
  return found.detail.split("、").length > SLIPS ? t("welcome.groups_missing") : t("welcome.groups_wrong", { groups: found.detail });
}
