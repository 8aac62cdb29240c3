// The plan on screen: asked for, kept in its order while people decide, asked for again when a pair changed.
import type { Period } from "../../bindings/Period";
import type { Proposal } from "../../bindings/Proposal";
import type { ProposalRow } from "../../bindings/ProposalRow";
import { asFailure, file } from "../../app/call";
import { showFailure } from "../../app/failures.svelte";
import { inSameOrder } from "./plan";

/** Holds the plan of the page. */
export class Planner {
  plan = $state.raw<Proposal | null>(null);
  period = $state<Period>("night_and_holiday");
  working = $state(false);
  /** Whether the person stopped the work. */
  stopped = $state(false);
  private order: readonly string[] = [];
  private turn = 0;

  readonly rows: readonly ProposalRow[] = $derived(this.plan?.rows ?? []);

  /** Makes the plan. `anew` sorts it worst first; otherwise the people stay where they are. */
  async make(order: "anew" | "as_it_is"): Promise<void> {
    const mine = ++this.turn;
    this.working = true;
    this.stopped = false;
    try {
      const plan = await file("proposal", { period: this.period, block: null });
      if (mine !== this.turn) return;
      const rows = order === "anew" ? plan.rows : inSameOrder(plan.rows, this.order);
      this.order = rows.map((row) => row.registrant);
      this.plan = { ...plan, rows };
    } catch (reason) {
      if (mine !== this.turn) return;
      const failure = asFailure(reason);
      if (failure.code === "cancelled") this.stopped = true;
      else showFailure(failure);
    } finally {
      if (mine === this.turn) this.working = false;
    }
  }

  /** Stops the work; the plan stays as it was. */
  async stop(): Promise<void> {
    await file("cancel", null).catch(() => undefined);
  }
}
