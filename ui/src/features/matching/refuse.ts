// A no to a pair that is written down already.
import type { RefusalReason } from "../../bindings/RefusalReason";
import { run } from "../../app/act";

/** Ends a pair. Whoever said no is never proposed again; somebody who moved away may come back. */
export async function refusePair(pair: { pairing: string; registrant: string; supporter: string }, reason: RefusalReason): Promise<void> {
  if (reason === "no_longer") await run("step_pairing", { pairing: pair.pairing, status: "ended", on: null, reason });
  else await run("refuse_pair", { registrant: pair.registrant, supporter: pair.supporter, reason, note: "" });
}
