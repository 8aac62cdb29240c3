// What a list of people is asked for at this moment. It is kept while other screens are open, so that one comes back to the same place.
import type { Condition } from "../bindings/Condition";
import type { PeopleList } from "../bindings/PeopleList";
import type { SavedFilter } from "../bindings/SavedFilter";
import { onClosed } from "./closed";
import type { Params } from "./screens.svelte";

/** The part of a question that every list of people understands. */
export interface Part {
  text: string;
  block: string | null;
  conditions: Condition[];
  kana_row: string;
  offset: number;
  limit: number;
}

/** Conditions of one matter: choosing one lets the others go. */
const MATTERS: readonly (readonly Condition[])[] = [
  ["zero", "one", "short", "full"], ["consent_yes", "consent"], ["standby", "active", "paused", "ended"], ["left", "erase_due"],
];

/** The search of one list. */
export class PeopleSearch {
  /** As typed. */
  typed = $state("");
  /** As asked for, a moment later. */
  text = $state("");
  /** What has to hold, all of it. */
  conditions = $state.raw<readonly Condition[]>([]);
  /** The block that is chosen, empty for all. */
  block = $state("");
  /** The row of the index that is chosen, empty for all. */
  kana = $state("");
  /** The chosen person. */
  chosen = $state("");

  /** `offered` stand above the list, the first ones also in a narrow window; `further` on a press. */
  constructor(readonly list: PeopleList, readonly offered: readonly Condition[], readonly further: readonly Condition[] = []) {
    onClosed(() => {
      this.everybody();
      this.chosen = "";
    });
  }

  /** Returns what is asked of a part of the list. */
  part(offset: number, limit: number): Part {
    return {
      text: this.text, block: this.block === "" ? null : this.block, conditions: [...this.conditions], kana_row: this.kana, offset, limit,
    };
  }

  /** Adds a condition to the others, or takes it away. */
  toggle(condition: Condition): void {
    const rivals = MATTERS.find((matter) => matter.includes(condition)) ?? [condition];
    const others = this.conditions.filter((one) => !rivals.includes(one));
    this.conditions = this.conditions.includes(condition) ? others : this.inOrder([...others, condition]);
  }

  /** Narrows to what was kept. */
  apply(kept: SavedFilter): void {
    this.everybody();
    this.conditions = this.inOrder(kept.conditions);
    this.block = kept.block;
  }

  /** Whether the list is narrowed to just what was kept. */
  isOn(kept: SavedFilter): boolean {
    return kept.block === this.block && this.inOrder(kept.conditions).join() === this.conditions.join();
  }

  /** Takes over what another screen said when it opened the list. */
  takeOver(params: Params): void {
    const wanted = [...this.offered, ...this.further].find((one) => one === params["filter"]);
    if (params["filter"] !== undefined || params["block"] !== undefined || params["text"] !== undefined) this.everybody();
    if (wanted !== undefined) this.conditions = [wanted];
    if (params["block"] !== undefined) this.block = params["block"];
    if (params["text"] !== undefined) this.typed = this.text = params["text"];
    if (params["id"] !== undefined) this.chosen = params["id"];
  }

  /** Takes every narrowing away. */
  everybody(): void {
    this.typed = this.text = this.block = this.kana = "";
    this.conditions = [];
  }

  /** Whether anything narrows the list. */
  get narrowed(): boolean {
    return this.text !== "" || this.kana !== "" || this.keepable;
  }

  /** Whether the list is narrowed by something that can be kept. */
  get keepable(): boolean {
    return this.conditions.length > 0 || this.block !== "";
  }

  private inOrder(conditions: readonly Condition[]): Condition[] {
    return [...this.offered, ...this.further].filter((one) => conditions.includes(one));
  }
}
