// The search of 名簿.
import type { RegistrantFilter } from "../../bindings/RegistrantFilter";
import { PeopleSearch } from "../../app/people_search.svelte";

/** What is searched for. */
export const search = new PeopleSearch(["zero", "one", "full", "consent", "unconfirmed", "left"]);

/** Returns the question for a part of the list. */
export function filterOf(offset: number, limit: number): RegistrantFilter {
  const pill = search.pill;
  return {
    ...search.part(offset, limit),
    coverage: pill === "zero" || pill === "one" || pill === "full" ? pill : "any",
    consent_open: pill === "consent",
    unconfirmed: pill === "unconfirmed",
    with_left: pill === "left",
  };
}
