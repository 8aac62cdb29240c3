// The search of the list of supporters.
import type { SupporterFilter } from "../../bindings/SupporterFilter";
import { PeopleSearch } from "../../app/people_search.svelte";

/** What is searched for. */
export const search = new PeopleSearch(["standby", "active", "with_room", "paused", "ended"]);

/** Returns the question for a part of the list. */
export function filterOf(offset: number, limit: number): SupporterFilter {
  const pill = search.pill;
  return {
    ...search.part(offset, limit),
    status: pill === "all" || pill === "with_room" ? null : pill,
    with_room: pill === "with_room",
  };
}
