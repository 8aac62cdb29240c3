// The frame: the band of an event, the practice mark, the six tabs by key, and no fault a checker of accessibility finds.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import App from "../App.svelte";
import { answer, bookState, forget } from "./testing/program";

const HOME = {
  council: "若葉東福祉の会", today: "2026-11-25", today_shown: "令和8年11月25日(水)",
  todos: [
    { kind: "nobody_looks_after", number: 19, urgent: true, subject: "" },
    { kind: "check_soon", number: 6, urgent: true, subject: "年末の訓練" },
    { kind: "back_up", number: null, urgent: false, subject: "" },
    { kind: "one_supporter", number: 52, urgent: false, subject: "" },
  ],
  registrants: 214, supporters: 231, standby: 40, coverage: { full: 143, one: 52, zero: 19 }, safety_check: null,
  days_until_check: null, backed_up_at: null, clock_doubtful: false, now: "2026-11-25T01:00:00Z", chain_break: null,
};

beforeEach(() => {
  forget();
  answer({ settings: { text: "normal", theme: "normal", lock_minutes: 15 }, save_settings: null, home: HOME });
});

test("a drill is named on every page and said not to be real", async () => {
  const running = {
    id: "c1", mode: "drill", name: "秋の安否確認訓練", shindo: "six_lower", started_at: "2026-11-25T01:00:00Z", papers: 18, papers_typed: 7,
  };
  answer({ state: bookState({ running }) });
  render(App);
  const band = await screen.findByRole("region", { name: "行っている安否確認" });
  expect(band).toHaveTextContent("本当の災害ではありません");
  expect(band).toHaveTextContent("7 / 18部");
  expect(document.title).toMatch(/^【訓練】/);
});

test("the practice book says so on every page", async () => {
  answer({ state: bookState({ practice: true }) });
  render(App);
  expect(await screen.findByText(/出てくる人は すべて架空です/)).toBeInTheDocument();
  await userEvent.keyboard("{Alt>}6{/Alt}");
  expect(await screen.findByRole("heading", { name: "その他" })).toBeInTheDocument();
  expect(screen.getByText(/出てくる人は すべて架空です/)).toBeInTheDocument();
});

test("今日やること begins with the most urgent, each row with one verb", async () => {
  answer({ state: bookState() });
  const { container } = render(App);
  await userEvent.keyboard("{Alt>}1{/Alt}");
  expect(await screen.findByRole("button", { name: "担当をさがす" })).toHaveFocus();
  expect(screen.getByText("控え(バックアップ)が まだありません")).toBeInTheDocument();
  expect(screen.getByText("年末の訓練まで あと6日")).toBeInTheDocument();
  const found = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});

test("everyone who lacks a supporter stands in one row", async () => {
  answer({ state: bookState() });
  render(App);
  await userEvent.keyboard("{Alt>}1{/Alt}");
  const row = (await screen.findByText("支援者が足りない人がいます")).closest("li");
  expect(row).toHaveTextContent(/71.*人.*ゼロ 19人.*1人だけ 52人/);
  expect(screen.getAllByRole("button", { name: "担当をさがす" })).toHaveLength(1);
});
