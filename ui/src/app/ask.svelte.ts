// A question a page keeps open: asked again when its request changes or when an act touched a kind it reads.
import type { Asks } from "../bindings/Asks";
import type { Failure } from "../bindings/Failure";
import { reads } from "../bindings/reads";
import { ask, asFailure } from "./call";
import { may } from "./may";
import { changesOf } from "./refresh.svelte";

/** What a page sees of a question. `value` is the last answer, also while the next one is on its way. */
export interface Asked<Answer> {
  readonly value: Answer | undefined;
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  /** Whether `value` answers the request of this moment. */
  readonly current: boolean;
  /** Asks again now. */
  again(): void;
}

/** Asks while the component lives. The request is a function, so that it follows the state it reads; undefined asks nothing. */
export function useAsk<K extends keyof Asks>(
  name: K,
  request: () => Asks[K][0] | undefined,
): Asked<Asks[K][1]> {
  let value = $state.raw<Asks[K][1] | undefined>(undefined);
  let failure = $state.raw<Failure | undefined>(undefined);
  let loading = $state(false);
  let answered = $state("");
  let pushed = $state(0);
  let turn = 0;
  const wanted = $derived(JSON.stringify(request()));
  // By value: a state of the book that allows the same asks nothing anew.
  const allowed = $derived(may(name));

  $effect(() => {
    void wanted;
    void pushed;
    void changesOf(reads[name]);
    const asked = request();
    if (asked === undefined || !allowed) return;
    const asking = wanted;
    const mine = ++turn;
    loading = true;
    ask(name, asked)
      .then((answer) => {
        if (mine !== turn) return;
        value = answer;
        failure = undefined;
        answered = asking;
      })
      .catch((reason: unknown) => {
        if (mine === turn) failure = asFailure(reason);
      })
      .finally(() => {
        if (mine === turn) loading = false;
      });
  });
  $effect(() => () => {
    turn += 1;
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get loading() {
      return loading;
    },
    get current() {
      return answered === wanted && value !== undefined;
    },
    again() {
      pushed += 1;
    },
  };
}
