// The search of the list of supporters.
import { PeopleSearch } from "../../app/people_search.svelte";

/** What is searched for. */
export const search = new PeopleSearch("supporters", ["standby", "active", "with_room", "paused", "ended"]);
