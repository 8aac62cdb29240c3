// The search of 名簿.
import { PeopleSearch } from "../../app/people_search.svelte";

/** What is searched for. */
export const search = new PeopleSearch(
  "registrants", ["zero", "one", "full", "consent", "unconfirmed"], ["short", "consent_yes", "alone", "cannot_move", "left", "erase_due"],
);
