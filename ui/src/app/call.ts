// The only place that speaks to the shell: one command for every call, and the two file dialogs.
import { invoke } from "@tauri-apps/api/core";

import type { Acts } from "../bindings/Acts";
import type { Asks } from "../bindings/Asks";
import type { Done } from "../bindings/Done";
import type { Failure } from "../bindings/Failure";
import type { Files } from "../bindings/Files";

/** A file the person chose: the shell keeps the path, the page holds a token and the bare name. */
export interface Chosen {
  token: string;
  name: string;
}

/** Asks a question. Rejects with a `Failure`. */
export function ask<K extends keyof Asks>(name: K, request: Asks[K][0]): Promise<Asks[K][1]> {
  return send<Asks[K][1]>(name, request);
}

/** Does an act. Answers after the commit; rejects with a `Failure`. Pages use `run` of act.ts instead. */
export function act<K extends keyof Acts>(name: K, request: Acts[K][0]): Promise<Done<Acts[K][1]>> {
  return send<Done<Acts[K][1]>>(name, request);
}

/** Long work, of which the program does one at a time. */
const LONG: ReadonlySet<keyof Files> = new Set<keyof Files>([
  "proposal", "what_if", "recruiting", "rule_costs", "drop_out", "preview_list", "import_list", "save_rejected_rows", "begin_comparison",
  "finish_comparison", "save_change_list", "save_management_report", "save_incident_pack", "export_list", "save_sheet", "save_recovery_sheet", "back_up",
  "change_passphrase", "renew_recovery", "make_two_sheets", "drop_two_sheets", "renew_keys",
]);
let last: Promise<unknown> = Promise.resolve();

/** Handles the book itself or works long; long work waits until the one before is over. Rejects with a `Failure`. */
export function file<K extends keyof Files>(name: K, request: Files[K][0]): Promise<Files[K][1]> {
  const work = (): Promise<Files[K][1]> => send<Files[K][1]>(name, request);
  if (!LONG.has(name)) return work();
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}

/** Lets the person choose a file to read, or a folder; null if they closed the dialog. */
export function chooseOpen(kind: "list" | "book" | "folder"): Promise<Chosen | null> {
  return invoke<Chosen | null>("choose_open", { kind });
}

/** Lets the person choose where a file goes; null if they closed the dialog. */
export function chooseSave(name: string): Promise<Chosen | null> {
  return invoke<Chosen | null>("choose_save", { name });
}

async function send<Answer>(name: string, request: unknown): Promise<Answer> {
  try {
    return await invoke<Answer>("call", { name, request });
  } catch (reason) {
    throw asFailure(reason);
  }
}

/** Returns what was thrown as a `Failure`; anything unknown is a fault of the program. */
export function asFailure(reason: unknown): Failure {
  return isFailure(reason) ? reason : { code: "fault", problems: [], hint: "" };
}

function isFailure(reason: unknown): reason is Failure {
  return (
    typeof reason === "object" && reason !== null && "code" in reason && typeof reason.code === "string" &&
    "problems" in reason && Array.isArray(reason.problems) && "hint" in reason
  );
}
