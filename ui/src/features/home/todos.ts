// The rows of the ledger, and where each thing to do leads.
import { open } from "../../app/screens.svelte";
import type { Home } from "../../bindings/Home";
import type { Todo } from "../../bindings/Todo";
import type { TodoKind } from "../../bindings/TodoKind";

/** Total: a new kind of thing to do is a type error until it leads somewhere. */
const WAYS: Record<TodoKind, (home: Home) => void> = {
  take_in_roster: () => open("import", { content: "registrants" }),
  nobody_looks_after: () => open("matching"),
  check_running: (home) => open("check_board", home.safety_check === null ? {} : { id: home.safety_check.id }),
  papers_overdue: () => open("copies", { show: "overdue" }),
  check_soon: (home) => open("sheets", home.safety_check === null ? {} : { id: home.safety_check.id }),
  back_up: () => open("more", { to: "back_up" }),
  one_supporter: () => open("matching"),
  pairs_overdue: () => open("matching", { part: "follow" }),
  pairs_to_follow: () => open("matching", { part: "follow" }),
  comparison_open: () => open("comparison"),
  tasks: () => open("tasks"),
  consent_open: () => open("registrants", { filter: "consent" }),
  confirm_records: () => open("confirm"),
  take_in_supporters: () => open("import", { content: "supporters" }),
  people_without_block: () => open("settings", { part: "blocks" }),
  erase_due: () => open("registrants", { filter: "erase_due" }),
  plan_check: () => open("checks"),
};

/** Goes where a thing is done. */
export function goTo(kind: TodoKind, home: Home): void {
  WAYS[kind](home);
}

/** The rows as shown: everyone who lacks a supporter stands in one row, as one button leads to all of them. */
export function ledgerRows(home: Home): Todo[] {
  if (!home.todos.some((todo) => todo.kind === "nobody_looks_after")) return home.todos;
  return home.todos
    .filter((todo) => todo.kind !== "one_supporter")
    .map((todo) => (todo.kind === "nobody_looks_after" ? { ...todo, number: home.coverage.zero + home.coverage.one } : todo));
}
