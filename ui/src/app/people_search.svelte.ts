// What a list of people is asked for at this moment. It is kept while other screens are open, so that one comes back to the same place.
import { onClosed } from "./closed";
import type { Params } from "./screens.svelte";

/** The part of a question that every list of people understands. */
export interface Part {
  text: string;
  block: string | null;
  kana_row: string;
  offset: number;
  limit: number;
}

/** The search of one list; `Pill` are its filters, of which "all" narrows nothing. */
export class PeopleSearch<Pill extends string> {
  /** As typed. */
  typed = $state("");
  /** As asked for, a moment later. */
  text = $state("");
  /** The filter that is on. */
  pill = $state<Pill | "all">("all");
  /** The block that is chosen, empty for all. */
  block = $state("");
  /** The row of the index that is chosen, empty for all. */
  kana = $state("");
  /** The chosen person. */
  chosen = $state("");
  /** The filters in the order they are offered; the first ones stay in a narrow window. */
  readonly pills: readonly (Pill | "all")[];

  constructor(pills: readonly Pill[]) {
    this.pills = ["all", ...pills];
    onClosed(() => {
      this.everybody();
      this.chosen = "";
    });
  }

  /** Returns what is asked of a part of the list, without the filters. */
  part(offset: number, limit: number): Part {
    return { text: this.text, block: this.block === "" ? null : this.block, kana_row: this.kana, offset, limit };
  }

  /** Takes over what another screen said when it opened the list. */
  takeOver(params: Params): void {
    const pill = this.pills.find((one) => one === params["filter"]);
    if (pill !== undefined || params["block"] !== undefined || params["text"] !== undefined) this.everybody();
    if (pill !== undefined) this.pill = pill;
    if (params["block"] !== undefined) this.block = params["block"];
    if (params["text"] !== undefined) this.typed = this.text = params["text"];
    if (params["id"] !== undefined) this.chosen = params["id"];
  }

  /** Takes every narrowing away. */
  everybody(): void {
    this.typed = this.text = this.block = this.kana = "";
    this.pill = "all";
  }

  /** Whether anything narrows the list. */
  get narrowed(): boolean {
    return this.text !== "" || this.pill !== "all" || this.block !== "" || this.kana !== "";
  }
}
