// The order of people on the board. It stands still while somebody works on a person, so that nothing moves under the finger.
import type { BoardPerson } from "../../bindings/BoardPerson";
import { needsAction } from "./results";

/** Who is shown on the board. */
export type Show = "first" | "everybody";

/** Returns the people of a filter and a search text, in the order of the board. */
export function peopleShown(people: readonly BoardPerson[], show: Show, text: string): BoardPerson[] {
  const wanted = text.trim().replace(/[\s\u3000]/g, "");
  return people.filter(
    (person) =>
      (show === "everybody" || needsAction(person.code) || person.conflict) &&
      (wanted === "" || [person.name, person.kana, person.address, person.building].some((part) => part.replace(/[\s\u3000]/g, "").includes(wanted))),
  );
}

/**
 * Returns the keys to show next: the old order without those who are gone, then the new ones. The chosen person stays
 * in place although the filter no longer wants them, so that a second key press never hits somebody else.
 */
export function keepOrder(old: readonly string[], wanted: readonly string[], chosen: string | null): string[] {
  const now = new Set(wanted);
  const before = new Set(old);
  const kept = old.filter((key) => now.has(key) || key === chosen);
  return [...kept, ...wanted.filter((key) => !before.has(key))];
}

/** Returns the neighbour of a key in a list, `step` places further, held inside the list. */
export function neighbour(keys: readonly string[], chosen: string | null, step: number): string | null {
  if (keys.length === 0) return null;
  const at = chosen === null ? -1 : keys.indexOf(chosen);
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))] ?? null;
}
