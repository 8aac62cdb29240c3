// What is wrong with an entered value, as a sentence.
import type { Problem } from "../bindings/Problem";
import { t } from "./text";

/** Returns the sentence of a problem. */
export function problemText(problem: Pick<Problem, "rule" | "detail">): string {
  return t(`problem.${problem.rule}`, { detail: problem.detail });
}

/** Returns the first sentence for a field, or undefined. */
export function problemAt(problems: readonly Problem[], field: string): string | undefined {
  const found = problems.find((problem) => problem.field === field);
  return found === undefined ? undefined : problemText(found);
}
