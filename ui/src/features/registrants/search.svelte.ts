// What 名簿 is asked for at this moment. It is kept while other screens are open, so that one comes back to the same place.
import type { RegistrantFilter } from "../../bindings/RegistrantFilter";
import { onClosed } from "../../app/closed";
import type { Params } from "../../app/screens.svelte";

/** The sentence that is on among the filters. */
export type Pill = "all" | "full" | "one" | "zero" | "consent" | "unconfirmed" | "left";

/** The filters in the order they are offered; the first ones stay in a narrow window. */
export const PILLS = ["all", "zero", "one", "full", "consent", "unconfirmed", "left"] as const satisfies readonly Pill[];

interface Search {
  /** As typed. */
  typed: string;
  /** As asked for, 120 ms later. */
  text: string;
  pill: Pill;
  block: string;
  kana: string;
  chosen: string;
}

/** The state of the search. */
export const search = $state<Search>({
  typed: "", text: "", pill: "all", block: "", kana: "", chosen: "",
});

/** Returns the question for a part of the list. */
export function filterOf(offset: number, limit: number): RegistrantFilter {
  const pill = search.pill;
  return {
    text: search.text,
    block: search.block === "" ? null : search.block,
    coverage: pill === "zero" || pill === "one" || pill === "full" ? pill : "any",
    consent_open: pill === "consent",
    unconfirmed: pill === "unconfirmed",
    with_left: pill === "left",
    kana_row: search.kana,
    offset,
    limit,
  };
}

/** Takes over what another screen said when it opened 名簿. */
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
