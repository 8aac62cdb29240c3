// 照合: a digit and Enter decide, what was changed here stays unless somebody says otherwise, and nothing is chosen by itself.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { CaseCandidate } from "../../bindings/CaseCandidate";
import type { CaseField } from "../../bindings/CaseField";
import type { CasePile } from "../../bindings/CasePile";
import type { CaseRow } from "../../bindings/CaseRow";
import type { ComparisonPage } from "../../bindings/ComparisonPage";
import { newPerson } from "../../app/person";
import { open } from "../../app/screens.svelte";
import { answer, bookState, called, forget, refused } from "../../app/testing/program";
import Comparison from "./Comparison.svelte";

const PILES = ["same_person", "unreadable", "new", "changed", "gone", "unchanged"] as const satisfies readonly CasePile[];

function field(change: Partial<CaseField>): CaseField {
  return { field: "name", city: "", ours: "", kind: null, asked: false, local: null, proposed: "ours", ...change };
}

function candidate(change: Partial<CaseCandidate> = {}): CaseCandidate {
  return {
    registrant: "r1", name: "齋藤 正", kana: "サイトウ タダシ", address: "若葉町二丁目3-15", status: "registered", has_left: false, confirmed_on: null,
    last_change: null, weight: 100, taken: false,
    evidence: [{ field: "birth", agreement: "same", weight: 90 }, { field: "address", agreement: "different", weight: -20 }],
    fields: [
      field({ field: "name", city: "斎藤 正", ours: "齋藤 正", kind: "notation", asked: true, local: { by: "大野 恵子", at: "2026-10-03T01:00:00Z" } }),
      field({ field: "phone", city: "0422-00-2207", ours: "", kind: "filled", asked: true, proposed: "city" }),
    ],
    ...change,
  };
}

function row(change: Partial<CaseRow> = {}): CaseRow {
  return {
    id: "c1", number: 1, pile: "changed", row: "84", name: "斎藤 正", kana: "サイトウ タダシ", values: [{ field: "address", value: "若葉町2-8-15" }],
    person: newPerson(), problems: [], doubts: [], candidates: [candidate()], decision: "open", registrant: "r1", sides: [], status: "registered",
    reason: "", decided_by: "", decided_at: null, ...change,
  };
}

function page(cases: CaseRow[], change: Partial<ComparisonPage> = {}): ComparisonPage {
  const pile = cases[0]?.pile ?? "same_person";
  return {
    open: {
      id: "k", council: "c", phase: "open", file_name: "city.csv", file_hash: "", encoding: "CP932", as_of: "2026-09-01", from_office: "", medium: "unknown",
      rows: 2, new_columns: [], began_at: null, began_by: "", finished_at: null, finished_by: "", roster_import: null,
      counts: { rows: 0, taken: 0, new: 0, changed: 0, rejected: 0, held: 0, stayed: 0, left: 0, tasks: 0 },
    },
    last: null, has_people: true, pile, offset: 0, cases, today: "2026-11-25",
    piles: PILES.map((one) => ({ pile: one, total: one === pile ? cases.length : 0, open: cases.filter((it) => it.pile === one && it.decision === "open").length, later: 0 })),
    ...change,
  };
}

function decides(cases: CaseRow[]): void {
  answer({ comparison: page(cases), decide_case: { value: null, entry: null, touched: [] } });
}

const asked = (name: string): unknown => called.findLast(([one]) => one === name)?.[1];

beforeEach(() => {
  forget();
  open("comparison");
  answer({ state: bookState() });
});

test("Enter decides as proposed: what was changed here stays, the rest is the city's", async () => {
  decides([row(), row({ id: "c2", number: 2, name: "原 初枝" })]);
  render(Comparison);
  expect(await screen.findByText("斎藤 正さんの どの値を残しますか", { exact: false })).toBeInTheDocument();
  expect(screen.getByText(/10月3日.*大野 恵子さんが直しました/)).toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(asked("decide_case")).toMatchObject({
    case: "c1", decision: "same", registrant: "r1", sides: [{ field: "name", side: "ours" }, { field: "phone", side: "city" }],
  }));
  await waitFor(() => expect(document.activeElement).toHaveAttribute("id", "case-c2"));
});

test("a value of the city is taken only where somebody chose it", async () => {
  decides([row()]);
  render(Comparison);
  await userEvent.click(await screen.findByRole("radio", { name: "斎藤 正" }));
  await userEvent.click(screen.getByRole("button", { name: "決めて次へ" }));
  await waitFor(() => expect(asked("decide_case")).toMatchObject({ sides: [{ field: "name", side: "city" }, { field: "phone", side: "city" }] }));
});

test("whether two are one person is never chosen beforehand", async () => {
  decides([row({ pile: "same_person", registrant: null, doubts: ["birth_differs"] })]);
  render(Comparison);
  await screen.findByRole("heading", { name: /この2つは同じ人ですか/ });
  expect(screen.getByText("生まれた日が合いません。")).toBeInTheDocument();
  expect(screen.getByText("合うところ:生まれた日")).toBeInTheDocument();
  expect(screen.getByText("合わないところ:住所")).toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("1・2・3のどれかを選んでください。")).toBeInTheDocument();
  expect(asked("decide_case")).toBeUndefined();
  await userEvent.keyboard("２{Enter}");
  await waitFor(() => expect(asked("decide_case")).toMatchObject({ decision: "take_in" }));
});

test("who is not put on the roster is left out for a reason", async () => {
  answer({ comparison: page([row({ pile: "new", candidates: [], registrant: null })]), decide_case: refused("problems", [{ field: "reason", rule: "missing", detail: "" }]) });
  render(Comparison);
  await screen.findByRole("heading", { name: /名簿に載せますか/ });
  await userEvent.keyboard("2{Enter}");
  expect(await screen.findByText(/まだ書かれていません/)).toBeInTheDocument();
});

test("with nothing left to decide the way to the taking in is shown, and it is one act", async () => {
  answer({ comparison: page([row({ decision: "same" })]), finish_comparison: { value: {}, entry: null, touched: [] } });
  render(Comparison);
  expect(await screen.findByText(/決めるものはありません/)).toBeInTheDocument();
  await userEvent.click(screen.getAllByRole("button", { name: "取り込みへ進む" })[0] as HTMLElement);
  await userEvent.click(await screen.findByRole("button", { name: "取り込む" }));
  await waitFor(() => expect(asked("finish_comparison")).toBe("k"));
});

test("without a comparison the next list can be chosen, and a failure can be tried again", async () => {
  answer({ comparison: refused("damaged") });
  render(Comparison);
  const again = await screen.findByRole("button", { name: "もう一度読む" });
  answer({ comparison: page([], { open: null }) });
  await userEvent.click(again);
  expect(await screen.findByRole("button", { name: "市の名簿を選ぶ" })).toBeInTheDocument();
});
