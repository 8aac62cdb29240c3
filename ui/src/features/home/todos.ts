// The rows of the ledger, and where each thing to do leads.
import { may, mayOpen } from "../../app/may";
import { open, type Params, type Screen } from "../../app/screens.svelte";
import type { Call } from "../../bindings/needs";
import type { Home } from "../../bindings/Home";
import type { Todo } from "../../bindings/Todo";
import type { TodoKind } from "../../bindings/TodoKind";

/** A screen and what it is told. */
type Way = readonly [Screen, Params?];

function ofCheck({ safety_check }: Home): Params {
  return safety_check === null ? {} : { id: safety_check.id };
}

/** Total: a new kind of thing to do is a type error until it leads somewhere. */
const WAYS: Record<TodoKind, (home: Home) => Way> = {
  take_in_roster: () => ["import", { content: "registrants" }],
  nobody_looks_after: () => ["matching"],
  check_running: (home) => ["check_board", ofCheck(home)],
  papers_overdue: () => ["copies", { show: "overdue" }],
  check_soon: (home) => ["sheets", ofCheck(home)],
  back_up: () => ["more", { to: "back_up" }],
  backup_damaged: () => ["settings", { part: "backups" }],
  one_supporter: () => ["matching"],
  pairs_overdue: () => ["matching", { part: "follow" }],
  pairs_to_follow: () => ["matching", { part: "follow" }],
  comparison_open: () => ["comparison"],
  tasks: () => ["tasks"],
  consent_open: () => ["registrants", { filter: "consent" }],
  confirm_records: () => ["confirm"],
  take_in_supporters: () => ["import", { content: "supporters" }],
  people_without_block: () => ["settings", { part: "blocks" }],
  erase_due: () => ["registrants", { filter: "erase_due" }],
  plan_check: () => ["checks"],
};

/** What a thing to do comes to in the end, where the screen alone does not say it. */
const DONE_BY: Partial<Record<TodoKind, Call>> = {
  back_up: "back_up", people_without_block: "save_block", erase_due: "erasing", plan_check: "save_safety_check", consent_open: "save_registrant",
};

function isMine(kind: TodoKind, home: Home): boolean {
  const call = DONE_BY[kind];
  return mayOpen(WAYS[kind](home)[0]) && (call === undefined || may(call));
}

/** Goes where a thing is done. */
export function goTo(kind: TodoKind, home: Home): void {
  open(...WAYS[kind](home));
}

/** The rows as shown, of what whoever is at work may do: everyone who lacks a supporter stands in one row, as one button leads to all of them. */
export function ledgerRows(home: Home): Todo[] {
  const todos = home.todos.filter((todo) => isMine(todo.kind, home));
  if (!todos.some((todo) => todo.kind === "nobody_looks_after")) return todos;
  return todos
    .filter((todo) => todo.kind !== "one_supporter")
    .map((todo) => (todo.kind === "nobody_looks_after" ? { ...todo, number: home.coverage.zero + home.coverage.one } : todo));
}
