// A long list that is fetched part by part, as far as it is scrolled: for `DataTable` with `total`, `rowAt` and `onneed`.
import type { Failure } from "../bindings/Failure";
import type { Asks } from "../bindings/Asks";
import { reads } from "../bindings/reads";
import { ask, asFailure } from "./call";
import { changesOf } from "./refresh.svelte";

const PART = 100;


/** What a page sees of a long list. */
export interface LongList<Row, Page> {
  readonly total: number;
  /** The newest page that came: its counts and sums. */
  readonly page: Page | undefined;
  /** The question that page answers, to know a new one by. */
  readonly answers: string;
  readonly failure: Failure | undefined;
  rowAt(index: number): Row | undefined;
  need(from: number, to: number): void;
}

type Sized = {
  [K in keyof Asks]: Asks[K] extends [{ offset: number; limit: number }, { total: number }] ? K : never;
}[keyof Asks];
type Paged = { [K in Sized]: Asks[K][1] extends { rows: readonly unknown[] } ? K : never }[Sized];
type RowOf<K extends Paged> = Asks[K][1]["rows"][number];

/** Keeps a list open whose page names its rows `rows`. */
export function useList<K extends Paged>(
  name: K,
  request: (offset: number, limit: number) => Asks[K][0],
): LongList<RowOf<K>, Asks[K][1]> {
  return usePages<K, RowOf<K>>(name, request, (answer) => answer.rows);
}

/** Keeps a list open. The request is made from the filter for each part that is needed. */
export function usePages<K extends Sized, Row>(
  name: K,
  request: (offset: number, limit: number) => Asks[K][0],
  rowsOf: (answer: Asks[K][1]) => readonly Row[],
): LongList<Row, Asks[K][1]> {
  let total = $state(0);
  let page = $state.raw<Asks[K][1] | undefined>(undefined);
  let answers = $state("");
  let failure = $state.raw<Failure | undefined>(undefined);
  let parts = $state.raw<ReadonlyMap<number, readonly Row[]>>(new Map());
  let epoch = 0;
  let seen: [number, number] = [0, PART];
  const asked = new Set<number>();
  const wanted = $derived(JSON.stringify(request(0, PART)) + changesOf(reads[name]));

  async function fetch(part: number): Promise<void> {
    if (asked.has(part)) return;
    asked.add(part);
    const mine = epoch;
    const question = JSON.stringify(request(0, PART));
    try {
      const answer = await ask(name, request(part * PART, PART));
      if (mine !== epoch) return;
      // The first answer of a new filter replaces the old rows; until then they stay, so that nothing flickers.
      parts = fresh ? new Map([[part, rowsOf(answer)]]) : new Map(parts).set(part, rowsOf(answer));
      fresh = false;
      total = answer.total;
      page = answer;
      answers = question;
      failure = undefined;
    } catch (reason) {
      if (mine === epoch) failure = asFailure(reason);
    }
  }
  let fresh = true;

  function need(from: number, to: number): void {
    seen = [from, to];
    for (let part = Math.floor(Math.max(0, from) / PART); part <= Math.floor(Math.max(0, to) / PART); part += 1) {
      void fetch(part);
    }
  }

  let filterBefore = "";
  $effect(() => {
    void wanted;
    epoch += 1;
    asked.clear();
    fresh = true;
    const filter = JSON.stringify(request(0, PART));
    // A new filter starts at the top; a change of records keeps the place.
    const [from, to] = filter === filterBefore ? seen : [0, PART - 1];
    filterBefore = filter;
    need(from, to);
  });

  return {
    get total() {
      return total;
    },
    get page() {
      return page;
    },
    get answers() {
      return answers;
    },
    get failure() {
      return failure;
    },
    rowAt(index: number) {
      return parts.get(Math.floor(index / PART))?.[index % PART];
    },
    need,
  };
}
