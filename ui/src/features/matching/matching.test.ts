// 担当づけ: Enter decides the chosen person, Delete asks why, and the list stands still.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { Coverage } from "../../bindings/Coverage";
import type { DropOut } from "../../bindings/DropOut";
import type { PairReason } from "../../bindings/PairReason";
import type { Proposal } from "../../bindings/Proposal";
import type { ProposalRow } from "../../bindings/ProposalRow";
import type { ProposedPlace } from "../../bindings/ProposedPlace";
import { touch } from "../../app/refresh.svelte";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { layOut, neighbour } from "./layout";
import Matching from "./Matching.svelte";
import DropOutPanel from "./DropOutPanel.svelte";
import { inSameOrder, shortReasons } from "./plan";

function place(rank: number, name: string, change: Partial<ProposedPlace> = {}): ProposedPlace {
  return {
    rank, supporter: name === "" ? null : `s-${name}`, name, address: "", block: "", spot: null, kept: null, fixed: false, reasons: [{ word: "next_door", number: null }, { word: "nth_task", number: 3 }],
    distance: "next_door", basis: ["near"], shortage: null, ...change,
  };
}

function person(registrant: string, name: string, places: ProposedPlace[], now: string[] = []): ProposalRow {
  return { registrant, name, kana: "", age: 80, mobility: "walks", address: "", building: "", block: "b", spot: null, now, have: now.length, waiting: 0, ended: [], places, changes: true };
}

function counted(full: number, one: number, zero: number): Coverage {
  return { full, one, zero, full_waiting: 0, one_waiting: 0 };
}

function plan(rows: ProposalRow[], change: Partial<Proposal> = {}): Proposal {
  return {
    now: counted(0, 1, 1), with_plan: counted(2, 0, 0), rows, new_pairs: 3, kept_pairs: 1, fixed_pairs: 0, shortages: [], standby: 0, problems: [], ...change,
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

test("one of two proposed places is decided by itself", async () => {
  answer({ proposal: plan([person("r1", "齋藤 正", [place(1, "原田 修"), place(2, "松本 久美")])]), pair_candidates: [] });
  render(Matching);
  await userEvent.click(await screen.findByRole("button", { name: "わけ・ほかの人 齋藤 正さん" }));
  await userEvent.click(await screen.findByRole("button", { name: "この人だけ決める 松本 久美さん" }));
  await waitFor(() => expect(called.find(([name]) => name === "accept_pairs")?.[1]).toEqual([
    { registrant: "r1", supporter: "s-松本 久美", rank: 2, basis: ["near"], distance: "next_door", fixed: true },
  ]));
});

test("somebody whom the plan replaces is struck out in the row", async () => {
  const row = person("r1", "齋藤 正", [place(1, "原田 修")], ["高野 明"]);
  answer({ proposal: plan([{ ...row, ended: ["高野 明"] }]) });
  render(Matching);
  expect((await screen.findByText("高野 明")).tagName).toBe("S");
  expect(screen.getByText(/入れかえ/)).toBeInTheDocument();
});

test("what waits for a yes is said apart from what is agreed", async () => {
  const row = person("r1", "齋藤 正", [place(1, "原田 修", { kept: "p1" }), place(2, "松本 久美", { kept: "p2" })], ["原田 修", "松本 久美"]);
  answer({ proposal: plan([{ ...row, waiting: 1 }], { now: { ...counted(1, 0, 0), full_waiting: 1 } }) });
  render(Matching);
  expect(await screen.findByText("うち承諾待ち 1人")).toBeInTheDocument();
  expect(screen.getByText("承諾待ち1人")).toBeInTheDocument();
});

test("a row says the two or three reasons that tell most, and no line breaks", () => {
  const said = (...words: PairReason["word"][]): string => shortReasons(words.map((word) => ({ word, number: word === "nth_task" ? 3 : null })));
  expect(said("next_door", "acquainted", "home_by_day", "fills_gap", "nth_task")).toBe("となり・顔なじみ・昼も家に");
  expect(said("same_block", "home_by_day", "home_by_night", "fills_gap")).toBe("同じ班・昼も夜も家に");
  expect(said("from_before", "fixed", "same_block")).toBe("今のまま・同じ班");
  expect(said("fills_gap")).toBe("ほかの人のいない時間に家に");
});

function dropOut(): DropOut {
  const step = {
    coverage: counted(1, 0, 0), ended: [],
    added: Array.from({ length: 8 }, (_, at) => ({
      registrant: `人${at}`, registrant_address: `若草台1丁目${at}`, supporter: "石井 進", supporter_address: "若草台2丁目8",
    })),
    change: { ended: [], added: [], leaving: "s1" },
  };
  return { supporter: "高野 明", now: counted(1, 0, 0), lost: ["齋藤 正"], leave: step, swap: step, best: step };
}

test("the way chosen after a drop-out is told until it is taken back, and every changed pair can be seen", async () => {
  answer({
    supporters: { rows: [{ id: "s1", name: "高野 明", address: "若草台1丁目3-2", load: 1 }] }, drop_out: dropOut(),
    change_plan: { value: null, entry: historyLine({ call: "change_plan" }), touched: ["pairing"] },
  });
  render(DropOutPanel);
  await screen.findByRole("option", { name: "高野 明 若草台1丁目3-2（担当 1人）" });
  await userEvent.selectOptions(screen.getByRole("combobox"), "s1");
  await userEvent.click((await screen.findAllByRole("button", { name: "ほか2組も見る" }))[0] ?? document.body);
  expect(screen.getByText("人7").parentElement).toHaveTextContent("人7 若草台1丁目7 支援者 石井 進 若草台2丁目8");
  await userEvent.click(screen.getByRole("button", { name: "「少しだけ入れかえる」のやり方にする" }));
  expect(await screen.findByText(/休止にしました/)).toBeInTheDocument();
  touch(["pairing", "supporter"]);
  await waitFor(() => expect(screen.queryByText(/休止にしました/)).not.toBeInTheDocument());
});

test("everything is decided in one act", async () => {
  render(Matching);
  await userEvent.click(await screen.findByRole("button", { name: "案をまとめて決める" }));
  await waitFor(() => expect(called.filter(([name]) => name === "accept_pairs")).toHaveLength(1));
  expect(called.find(([name]) => name === "accept_pairs")?.[1]).toHaveLength(2);
});

test("when everybody has two, the page says so", async () => {
  answer({ proposal: plan([person("r1", "齋藤 正", [place(1, "原田 修", { kept: "p1" }), place(2, "松本 久美", { kept: "p2" })], ["原田 修", "松本 久美"])], { now: counted(1, 0, 0), new_pairs: 0 }) });
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

/** So many people in as many blocks as said, each with one supporter of the next block. */
function district(people: number, blocks: number): ProposalRow[] {
  return Array.from({ length: people }, (_, at) => ({
    ...person(`r${at}`, `人${at}`, [place(1, `助け手${at}`, { block: `${(at + 1) % blocks}班` })]), block: `${at % blocks}班`,
  }));
}

test("a big district has a tile for every block, and only the block of the chosen person in full", () => {
  const rows = district(300, 20);
  const map = layOut(rows, "r7");
  expect(map.boxes).toHaveLength(20);
  expect(map.boxes.reduce((sum, box) => sum + (box.counts?.people ?? 0), map.circles.length)).toBe(300);
  expect(map.circles.map((circle) => circle.key)).toEqual(rows.filter((row) => row.block === "7班").map((row) => row.registrant));
  expect(map.lines.map((line) => [line.person, line.to.name])).toEqual([["r7", "助け手7"]]);
});

test("where positions are known everybody stands where they live, and nobody on somebody else", () => {
  const rows = district(6, 2).map((row, at) => ({ ...row, spot: at === 5 ? null : { east: at < 2 ? 0 : at * 100, north: at * 50 } }));
  const map = layOut(rows.map((row, at) => (at === 1 ? { ...row, spot: { east: 0, north: 0 } } : row)), "r0");
  const spot = (key: string): { x: number; y: number } => map.circles.find((circle) => circle.key === key) ?? { x: NaN, y: NaN };
  expect(spot("r4").x).toBeGreaterThan(spot("r0").x);
  expect(spot("r4").y).toBeLessThan(spot("r0").y);
  expect(Math.hypot(spot("r0").x - spot("r1").x, spot("r0").y - spot("r1").y)).toBeGreaterThan(10);
  expect(map.boxes).toHaveLength(1);
  expect(map.circles).toHaveLength(6);
  expect(neighbour(map, "r0", { x: 1, y: 0 })).not.toBeNull();
  expect(neighbour(map, "r4", { x: 1, y: 0 })).toBeNull();
});

test("the arrow keys go from person to person on the map, Enter to the row", async () => {
  render(Matching);
  await waitFor(() => expect(screen.getByRole("button", { name: /^齋藤 正/ })).toHaveFocus());
  screen.getByRole("button", { name: /およその地図/ }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(await screen.findByText("西條 弘さん ― 高野 明・植田 洋子")).toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("button", { name: /^西條 弘/ })).toHaveFocus());
});
