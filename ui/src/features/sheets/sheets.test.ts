// 印刷: the numbers before, the file after, and the picture between.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { SafetyCheck } from "../../bindings/SafetyCheck";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { pixelsOf } from "../../app/picture";
import Sheets from "./Sheets.svelte";
import { suggestedName } from "./wording";

const CHECK: SafetyCheck = {
  id: "c1", council: "k1", mode: "drill", name: "秋の 訓練", phase: "preparing", planned_on: null, shindo: "six_lower", scenario_at: null, started_at: null,
  closed_at: null, rounds: [], checkers: null, went_well: "", hindered: "", next_steps: "", note: "", excused: [],
};

beforeEach(() => {
  forget();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  answer({
    state: bookState(), safety_checks: [{ safety_check: CHECK, targets: 12, found: 0, copies: 0, reports: 0 }], copies: [],
    council_setup: { council: {}, blocks: [], places: [], zones: [], people_per_block: [], people_without_block: 0, today: "2026-11-25" },
    print_check_sheets: { value: { copies: ["cp1", "cp2"], first_no: 1, last_no: 2, pages: 2, people: 12, undrawable: ["𠮷田 勇"] }, entry: historyLine({ call: "print_check_sheets" }), touched: [] },
    sheet_picture: { pages: 2, width: 1, height: 1, grey: btoa("\u0000"), text: "安否確認シート" },
    save_sheet: { name: "a.pdf", pages: 2, undrawable: [] }, choose_save: { token: "k", name: "a.pdf" },
  });
});

test("numbered sheets are made, looked at and saved under a name that says 訓練", async () => {
  render(Sheets);
  expect(await screen.findByText(/12人の名前・住所/)).toBeInTheDocument();
  expect(screen.getByText(/第001号から順に/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "番号をつけて用紙を作る" }));
  expect(await screen.findByText(/第001号から第002号/)).toBeInTheDocument();
  expect(screen.getByText(/𠮷田 勇/)).toBeInTheDocument();
  expect(await screen.findByRole("img", { name: "安否確認シート 1ページ目の見本" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "PDFを保存する" }));
  await waitFor(() => expect(called.find(([name]) => name === "save_sheet")?.[1]).toMatchObject({ sheet: { sheet: "check_sheet", copies: ["cp1", "cp2"] }, file: "k" }));
});

test("the name of a file says what it is, and first whether it was a drill", () => {
  expect(suggestedName("check_sheet", CHECK, { first: 1, last: 12 })).toBe("訓練_秋の訓練_安否確認シート_第001号から第012号.pdf");
  expect(suggestedName("result_list", { ...CHECK, mode: "real" }, null)).toBe("実災害_秋の訓練_結果一覧.xlsx");
});

test("grey bytes become opaque pixels, and missing ones stay white", () => {
  expect([...pixelsOf({ pages: 1, width: 2, height: 1, grey: btoa("\u0040"), text: "" })]).toEqual([64, 64, 64, 255, 255, 255, 255, 255]);
});
