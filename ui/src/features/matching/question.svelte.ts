// A question asked of the plan: the newest answer, whether it is being computed, whether the person stopped it.
import type { Files } from "../../bindings/Files";
import { asFailure, file } from "../../app/call";
import { showFailure } from "../../app/failures.svelte";

/** The calls that answer questions about the plan. */
export type Asking = "what_if" | "recruiting" | "rule_costs" | "drop_out";

/** One question and its newest answer. */
export class Question<K extends Asking> {
  answer = $state.raw<Files[K][1] | null>(null);
  working = $state(false);
  stopped = $state(false);
  private next: { request: Files[K][0] } | null = null;

  constructor(private readonly name: K) {}

  /** Asks; while one answer is being computed only the newest question waits. */
  async ask(request: Files[K][0]): Promise<void> {
    this.next = { request };
    if (this.working) return;
    this.working = true;
    this.stopped = false;
    while (this.next !== null) {
      const { request: now }: { request: Files[K][0] } = this.next;
      this.next = null;
      try {
        this.answer = await file(this.name, now);
      } catch (reason) {
        const failure = asFailure(reason);
        if (failure.code === "cancelled") this.stopped = true;
        // Whoever was asked about has left meanwhile: there is nothing to answer, and nothing went wrong.
        else if (failure.code === "not_found") this.answer = null;
        else showFailure(failure);
      }
    }
    this.working = false;
  }

  /** Stops the work; the answer stays as it was. */
  async stop(): Promise<void> {
    await file("cancel", null).catch(() => undefined);
  }
}
