// Invented people and events for the tests of this folder.
import type { BoardPerson } from "../../bindings/BoardPerson";
import type { CheckBoard } from "../../bindings/CheckBoard";
import type { Counts } from "../../bindings/Counts";
import type { EntryLine } from "../../bindings/EntryLine";
import type { EntrySheet } from "../../bindings/EntrySheet";
import type { SafetyCheck } from "../../bindings/SafetyCheck";
import type { SafetyCheckRow } from "../../bindings/SafetyCheckRow";

/** Counts of nobody, with changes. */
export function counts(change: Partial<Counts> = {}): Counts {
  return {
    targets: 0, safe: 0, minor: 0, serious: 0, rescue: 0, evacuated: 0, away_known: 0, no_answer: 0, roster_error: 0, excused: 0,
    unchecked: 0, by_sign: 0, by_visit: 0, by_other: 0, houses_damaged: 0, unlisted: 0, ...change,
  };
}

/** A running drill, with changes. */
export function check(change: Partial<SafetyCheck> = {}): SafetyCheck {
  return {
    id: "c1", council: "k1", mode: "drill", name: "drill", phase: "running", planned_on: "2026-11-25", shindo: "six_lower", scenario_at: null,
    started_at: "2026-11-25T01:00:00Z", closed_at: null, rounds: [], checkers: null, went_well: "", hindered: "", next_steps: "", note: "",
    excused: [], ...change,
  };
}

/** A row of the list of events. */
export function row(change: Partial<SafetyCheck> = {}): SafetyCheckRow {
  return { safety_check: check(change), targets: 3, found: 0, copies: 1, reports: 0 };
}

/** Somebody on the board. */
export function person(target: string, name: string, change: Partial<BoardPerson> = {}): BoardPerson {
  return {
    target, name, kana: "", address: "", building: "", block: "", care: "", phone: "", supporters: [], code: "unchecked", result: null,
    time: "", note: "", conflict: false, copy_no: 1, ...change,
  };
}

/** The board of some people. */
export function board(people: BoardPerson[], change: Partial<CheckBoard> = {}): CheckBoard {
  const unchecked = people.filter((one) => one.code === "unchecked").length;
  return {
    safety_check: check(), now: "2026-11-25T01:47:00Z", counts: counts({ targets: people.length, unchecked, safe: people.length - unchecked }),
    blocks: [], people, reports: [], papers: 1, papers_typed: 0, unlisted: [], found_line: [], ...change,
  };
}

/** A line of a sheet; without a target it is a blank one. */
export function line(number: number, name: string, change: Partial<EntryLine> = {}): EntryLine {
  return {
    line: number, target: name === "" ? null : `t${number}`, name, kana: "", address: "", building: "", code: "unchecked", from_here: false,
    time: "", note: "", sign_seen: "unknown", entered_by: "", conflict: false, ...change,
  };
}

/** A sheet of one page. */
export function sheet(lines: EntryLine[], change: Partial<EntrySheet> = {}): EntrySheet {
  return {
    copy: "cp17", copy_no: 17, safety_check: "c1", mode: "drill", scope: "north", holder: "", pages: [{ page: 1, town: "", lines }], ...change,
  };
}
