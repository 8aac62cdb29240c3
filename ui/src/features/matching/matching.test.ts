// 担当づけ: Enter decides the chosen person, Delete asks why, and the list stands still.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { Proposal } from "../../bindings/Proposal";
import type { ProposalRow } from "../../bindings/ProposalRow";
import type { ProposedPlace } from "../../bindings/ProposedPlace";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { layOut } from "./layout";
import Matching from "./Matching.svelte";
import { inSameOrder } from "./plan";

function place(rank: number, name: string, change: Partial<ProposedPlace> = {}): ProposedPlace {
  return {
    rank, supporter: name === "" ? null : `s-${name}`, name, address: "", kept: null, fixed: false, reasons: [{ word: "next_door", number: null }, { word: "nth_task", number: 3 }],
    distance: "next_door", basis: ["near"], shortage: null, ...change,
  };
}

function person(registrant: string, name: string, places: ProposedPlace[], now: string[] = []): ProposalRow {
  return { registrant, name, kana: "", age: 80, mobility: "walks", address: "", building: "", block: "b", now, ended: [], places, changes: true };
}

function plan(rows: ProposalRow[], change: Partial<Proposal> = {}): Proposal {
  return {
    now: { full: 0, one: 1, zero: 1 }, with_plan: { full: 2, one: 0, zero: 0 }, rows, new_pairs: 3, kept_pairs: 1, fixed_pairs: 0, shortages: [], standby: 0, ...change,
  };
}

const ROWS = [
  person("r1", "齋藤 正", [place(1, "原田 修"), place(2, "", { shortage: "nearby_full" })]),
  person("r2", "西條 弘", [place(1, "高野 明", { kept: "p1" }), place(2, "植田 洋子")], ["高野 明"]),
];

beforeEach(() => {
  forget();
  answer({
    state: bookState(), proposal: plan(ROWS),
    accept_pairs: { value: 1, entry: historyLine({ call: "accept_pairs" }), touched: [] },
    refuse_pair: { value: null, entry: historyLine({ call: "refuse_pair" }), touched: [] },
  });
});

test("each place says its reasons or why nobody was found", async () => {
  render(Matching);
  expect(await screen.findAllByText("となり・受け持ちは3人目")).toHaveLength(3);
  expect(screen.getByText("近くの人は上限です")).toBeInTheDocument();
});

test("Enter decides the chosen person with every new pair, fixed, and goes to the next open one", async () => {
  render(Matching);
  await waitFor(() => expect(screen.getByRole("button", { name: /^齋藤 正/ })).toHaveFocus());
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(() => expect(screen.getByRole("button", { name: /^西條 弘/ })).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(called.find(([name]) => name === "accept_pairs")?.[1]).toEqual([
    { registrant: "r2", supporter: "s-植田 洋子", rank: 2, basis: ["near"], distance: "next_door", fixed: true },
  ]));
});

test("Delete asks for one of four reasons and refuses that pair", async () => {
  render(Matching);
  await waitFor(() => expect(screen.getByRole("button", { name: /^齋藤 正/ })).toHaveFocus());
  await userEvent.keyboard("{Delete}");
  const reasons = await screen.findByRole("group", { name: "わけを1つ選ぶ" });
  expect(within(reasons).getAllByRole("button")).toHaveLength(4);
  await userEvent.click(within(reasons).getByRole("button", { name: "本人が望まない" }));
  await waitFor(() => expect(called.find(([name]) => name === "refuse_pair")?.[1]).toEqual({ registrant: "r1", supporter: "s-原田 修", reason: "registrant_does_not_want", note: "" }));
});

test("everything is decided in one act", async () => {
  render(Matching);
  await userEvent.click(await screen.findByRole("button", { name: "案をまとめて決める" }));
  await waitFor(() => expect(called.filter(([name]) => name === "accept_pairs")).toHaveLength(1));
  expect(called.find(([name]) => name === "accept_pairs")?.[1]).toHaveLength(2);
});

test("when everybody has two, the page says so", async () => {
  answer({ proposal: plan([person("r1", "齋藤 正", [place(1, "原田 修", { kept: "p1" }), place(2, "松本 久美", { kept: "p2" })], ["原田 修", "松本 久美"])], { now: { full: 1, one: 0, zero: 0 }, new_pairs: 0 }) });
  render(Matching);
  expect(await screen.findByText("全員に2人そろいました")).toBeInTheDocument();
});

test("a plan made anew leaves the people where they stood", () => {
  expect(inSameOrder([...ROWS].reverse(), ["r1", "r2"]).map((row) => row.registrant)).toEqual(["r1", "r2"]);
});

test("the map draws every pair once, dashed where it is a plan", () => {
  const district = layOut(ROWS, "r1");
  expect(district.lines.map((line) => [line.person, line.planned])).toEqual([["r1", true], ["r2", false], ["r2", true]]);
  expect(district.circles.filter((circle) => circle.zero).map((circle) => circle.name)).toEqual(["齋藤 正"]);
});
