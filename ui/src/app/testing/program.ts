// The program behind the page in tests: answers by name of the call, and a list of what was called.
import { vi } from "vitest";

type Answer = unknown | ((request: unknown) => unknown);

const answers = new Map<string, Answer>();
/** What was called, in order: name and request. */
export const called: [string, unknown][] = [];

/** Makes `invoke` answer from the table; call it inside `vi.mock("@tauri-apps/api/core", …)`. */
export function fakeCore() {
  return {
    invoke: vi.fn((command: string, args: { name: string; request?: unknown }) => {
      if (command !== "call") return Promise.resolve(answers.get(command) ?? null);
      called.push([args.name, args.request]);
      const answer = answers.get(args.name);
      const value = typeof answer === "function" ? answer(args.request) : answer;
      if (value instanceof Refused) return Promise.reject(value.failure);
      return value === undefined ? Promise.reject(new Error(`no answer for ${args.name}`)) : Promise.resolve(value);
    }),
  };
}

class Refused {
  constructor(readonly failure: { code: string; problems: unknown[]; hint: string }) {}
}

/** An answer that is a failure. */
export function refused(code: string, problems: unknown[] = [], hint = ""): Refused {
  return new Refused({ code, problems, hint });
}

/** Sets what the program answers. */
export function answer(table: Record<string, Answer>): void {
  for (const [name, value] of Object.entries(table)) answers.set(name, value);
}

/** Forgets everything. */
export function forget(): void {
  answers.clear();
  called.length = 0;
}

const LEAD = {
  id: "u1", name: "大野 恵子", kana: "オオノ ケイコ", role: "lead", districts: [], since: "2026-04-01", left_on: null, pledged_on: "2026-04-01", given_key: false,
};
const RIGHTS = ["anyone", "door", "see", "drill", "details", "work", "whole", "take_out", "manage"];
const SHEETS = ["check_sheet", "tally_sheet", "check_report", "result_list", "recovery_sheet", "change_list", "visit_list", "confirm_card", "list", "management_report", "incident_pack"];

/** The state of an open book, with changes. */
export function bookState(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    presence: "open", council: "若葉東福祉の会", practice: false, user: LEAD, rights: RIGHTS, sheets: SHEETS, holders: [], pledge_due: false, running: null, wait_seconds: 0, undo: null, redo: null,
    saved_at: "2026-11-25T01:42:00Z", version: "0.1.0", ...change,
  };
}

/** A line of the journal. */
export function historyLine(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    entry: "e1", at: "2026-11-25T01:42:00Z", by: "大野 恵子", verb: "do", call: "confirm_registrant", of: null, subject: "斎藤 和子",
    changes: 1, undone: false, ...change,
  };
}
