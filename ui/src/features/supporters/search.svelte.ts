// What the list of supporters is asked for at this moment; kept while other screens are open.
import type { SupporterFilter } from "../../bindings/SupporterFilter";
import { onClosed } from "../../app/closed";
import type { Params } from "../../app/screens.svelte";

/** The sentence that is on among the filters. */
export type Pill = "all" | "standby" | "active" | "with_room" | "paused" | "ended";

/** The filters in the order they are offered. */
export const PILLS = ["all", "standby", "active", "with_room", "paused", "ended"] as const satisfies readonly Pill[];

interface Search {
  typed: string;
  text: string;
  pill: Pill;
  block: string;
  kana: string;
  chosen: string;
}

/** The state of the search. */
export const search = $state<Search>({ typed: "", text: "", pill: "all", block: "", kana: "", chosen: "" });

/** Returns the question for a part of the list. */
export function filterOf(offset: number, limit: number): SupporterFilter {
  const pill = search.pill;
  return {
    text: search.text,
    block: search.block === "" ? null : search.block,
    status: pill === "all" || pill === "with_room" ? null : pill,
    with_room: pill === "with_room",
    kana_row: search.kana,
    offset,
    limit,
  };
}

/** Takes over what another screen said when it opened the list. */
export function takeOver(params: Params): void {
  const pill = PILLS.find((one) => one === params["filter"]);
  if (pill !== undefined || params["block"] !== undefined || params["text"] !== undefined) showEverybody();
  if (pill !== undefined) search.pill = pill;
  if (params["block"] !== undefined) search.block = params["block"];
  if (params["text"] !== undefined) search.typed = search.text = params["text"];
  if (params["id"] !== undefined) search.chosen = params["id"];
}

/** Takes every narrowing away. */
export function showEverybody(): void {
  search.typed = search.text = search.block = search.kana = "";
  search.pill = "all";
}

onClosed(() => {
  showEverybody();
  search.chosen = "";
});

/** Whether anything narrows the list. */
export function isNarrowed(): boolean {
  return search.text !== "" || search.pill !== "all" || search.block !== "" || search.kana !== "";
}
