// 次にすること: by step, the late ones first, one key for a yes and one for a no.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { OpenPair } from "../../bindings/OpenPair";
import type { PlanProblem } from "../../bindings/PlanProblem";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { place } from "../../app/screens.svelte";
import NextSteps from "./NextSteps.svelte";
import PlanProblems from "./PlanProblems.svelte";

function pair(id: string, name: string, change: Partial<OpenPair> = {}): OpenPair {
  return {
    pairing: id, registrant: `r-${id}`, supporter: `s-${id}`, rank: 1, next: "supporter_accepted", since: "2026-11-10", waited: 15, days_left: -1,
    registrant_name: name, registrant_kana: "", registrant_address: "若葉町一丁目9-2", registrant_phone: "042-000-1134",
    supporter_name: "原田 修", supporter_kana: "", supporter_address: "若葉町一丁目9-4", supporter_phone: "042-000-2234", ...change,
  };
}

beforeEach(() => {
  forget();
  answer({
    state: bookState(),
    follow_up: [pair("1", "齋藤 正"), pair("2", "水野 ハル", { days_left: 9, waited: 5 }), pair("3", "西條 弘", { next: "met", since: null, waited: null, days_left: null })],
    step_pairing: { value: null, entry: historyLine({ call: "step_pairing" }), touched: [] },
    refuse_pair: { value: null, entry: historyLine({ call: "refuse_pair" }), touched: [] },
  });
});

test("pairs stand under the step that comes next, and what is late says so", async () => {
  render(NextSteps);
  const asked = await screen.findByRole("list", { name: "支援者に頼む 2組" });
  expect(within(asked).getByText(/目安を1日過ぎました/)).toBeInTheDocument();
  expect(within(asked).getByText(/あと9日が目安/)).toBeInTheDocument();
  expect(within(screen.getByRole("list", { name: "顔合わせをする 1組" })).getByText(/いつからかは分かりません/)).toBeInTheDocument();
  expect(screen.getByText("1組が目安の日を過ぎました。")).toBeInTheDocument();
});

test("Enter takes the chosen pair one step on, Delete asks why somebody said no", async () => {
  render(NextSteps);
  (await screen.findByRole("button", { name: "支援者が承諾した 齋藤 正さんと原田 修さん" })).focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByRole("button", { name: "支援者が承諾した 水野 ハルさんと原田 修さん" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(called.find(([name]) => name === "step_pairing")?.[1]).toEqual({ pairing: "2", status: "supporter_accepted", on: null, reason: null }));
  screen.getByRole("button", { name: "支援者が承諾した 齋藤 正さんと原田 修さん" }).focus();
  await userEvent.keyboard("{Delete}");
  await userEvent.click(screen.getByRole("button", { name: "支援者が引き受けられない" }));
  await waitFor(() => expect(called.find(([name]) => name === "refuse_pair")?.[1]).toEqual({ registrant: "r-1", supporter: "s-1", reason: "supporter_cannot", note: "" }));
});

test("a contradiction names both people and leads to their records", async () => {
  const people = [{ name: "齋藤 正", kana: "サイトウ タダシ", address: "" }, { name: "原田 修", kana: "", address: "若葉町一丁目9-4" }];
  const problem: PlanProblem = { kind: "fixed_and_excluded", registrant: "r1", supporter: "s1", people, number: null };
  render(PlanProblems, { problems: [problem] });
  await userEvent.click(screen.getByRole("button", { name: "見る" }));
  expect(screen.getByText(/齋藤 正さん（さいとう ただし）と原田 修さん（若葉町一丁目9-4）/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "原田 修さんの記録を開く" }));
  expect([place.screen, place.params["id"]]).toEqual(["supporter_form", "s1"]);
});
