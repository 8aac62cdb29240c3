// The plan on screen: asked for, kept in its order while people decide, asked for again when a pair changed.
import type { Period } from "../../bindings/Period";
import type { Proposal } from "../../bindings/Proposal";
import type { ProposalRow } from "../../bindings/ProposalRow";
import { asFailure, file } from "../../app/call";
import { showFailure } from "../../app/failures.svelte";
import { inSameOrder } from "./plan";

/** Whether people are sorted worst first, or stay where they stand. */
export type Order = "anew" | "as_it_is";

/** Holds the plan of the page. */
export class Planner {
  plan = $state.raw<Proposal | null>(null);
  period = $state<Period>("night_and_holiday");
  working = $state(false);
  /** Whether the person stopped the work. */
  stopped = $state(false);
  private order: readonly string[] = [];
  private next: Order | null = null;
  private under_way: Promise<void> | null = null;

  readonly rows: readonly ProposalRow[] = $derived(this.plan?.rows ?? []);

  /** Makes the plan. `anew` sorts it worst first; otherwise the people stay where they are. One plan is made at a time. */
  make(order: Order): Promise<void> {
    this.next = order === "anew" || this.next === "anew" ? "anew" : order;
    this.under_way ??= this.work().finally(() => {
      this.under_way = null;
      if (this.next !== null) void this.make(this.next);
    });
    return this.under_way;
  }

  private async work(): Promise<void> {
    this.working = true;
    this.stopped = false;
    while (this.next !== null) {
      const order = this.next;
      this.next = null;
      await this.once(order);
    }
    this.working = false;
  }

  private async once(order: Order): Promise<void> {
    try {
      const plan = await file("proposal", { period: this.period, block: null });
      const rows = order === "anew" ? plan.rows : inSameOrder(plan.rows, this.order);
      this.order = rows.map((row) => row.registrant);
      this.plan = { ...plan, rows };
    } catch (reason) {
      const failure = asFailure(reason);
      if (failure.code === "cancelled") this.stopped = true;
      else showFailure(failure);
    }
  }

  /** Stops the work; the plan stays as it was. */
  async stop(): Promise<void> {
    await file("cancel", null).catch(() => undefined);
  }
}
