// 取り込み: a file is looked at before anything is stored, and a refusal is a plain sentence.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { IntakePreview } from "../../bindings/IntakePreview";
import { open } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine, refused } from "../../app/testing/program";
import Import from "./Import.svelte";
import { intake } from "./intake.svelte";

function preview(change: Partial<IntakePreview> = {}): IntakePreview {
  return {
    file_name: "city.csv", refusals: [], encoding: "CP932", content: "registrants", title_rows: [], as_of: null, worksheets: [],
    heading_row: 3, rows_total: 2, rows_in: 1, rows_out: 1, rows_remarked: 0, in_book: 0, rows_shown_of: 2, passed: [], rows_passed: 0, coded: [],
    columns: [{ heading: "氏名", index: 0, column: "name", remembered: true, hidden: false, samples: ["髙橋 正雄"] },
      { heading: "特記", index: 1, column: "", remembered: false, hidden: false, samples: [] }],
    options: [{ column: "name", required: true }, { column: "note", required: false }],
    rows: [
      { row: "4", comes_in: true, problems: [], name: "髙橋 正雄", kana: "タカハシ マサオ", birth: "", address: "一丁目", building: "", place: null, cells: [] },
      { row: "5", comes_in: false, problems: [{ field: "birth", rule: "no_such_day", detail: "13月" }], name: "鈴木 清", kana: "", birth: "", address: "", building: "", place: null, cells: [] },
    ],
    ...change,
  };
}

beforeEach(() => {
  forget();
  intake.begin();
  open("import");
  answer({
    state: bookState(), council_setup: { council: { city: "みどり野市" }, blocks: [], places: [], zones: [], people_per_block: [], people_without_block: 0, today: "2026-11-25" },
    choose_open: { token: "t1", name: "city.csv" }, preview_list: preview(), progress: { running: true, what: "import", done: 0, total: 0 },
  });
});

const asked = (name: string): unknown => called.findLast(([one]) => one === name)?.[1];
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));

test("a file that cannot be read gets a sentence and nothing is taken in", async () => {
  answer({ preview_list: preview({ refusals: [{ rule: "password", detail: "" }], columns: [], rows: [] }) });
  render(Import);
  await press("ファイルを選ぶ");
  expect(await screen.findByRole("alert")).toHaveTextContent(/「city\.csv」は取り込めません。.*パスワード/);
  expect(screen.queryByRole("button", { name: "行を見る" })).not.toBeInTheDocument();
});

test("a heading is given its column by hand and the file is read anew with it", async () => {
  render(Import);
  await press("ファイルを選ぶ");
  expect(await screen.findByText("前と同じ")).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "「特記」の列" }), "note");
  await waitFor(() => expect(asked("preview_list")).toMatchObject({ columns: { 氏名: "name", 特記: "note" } }));
});

test("every row says whether it comes in and why not, and the good ones come in as one act", async () => {
  answer({ import_list: { value: { roster_import: "i", taken: 1, rejected: 1, known: 0, tasks: 0 }, entry: historyLine({ call: "import_list" }), touched: ["registrant"] } });
  render(Import);
  await press("ファイルを選ぶ");
  await press("行を見る");
  const bad = await screen.findByRole("row", { name: /鈴木 清/ });
  expect(within(bad).getByText("入りません")).toBeInTheDocument();
  expect(within(bad).getByText(/^生年月日:.*13月/)).toBeInTheDocument();
  await press("取り込む");
  await screen.findByText("1人を名簿に載せました。");
  expect(screen.getByRole("button", { name: "取り込みを元に戻す" })).toBeInTheDocument();
  expect(asked("import_list")).toMatchObject({ file: "t1", sender: "みどり野市" });
  // A list that is read for another sender is read anew, which takes long: the first look knows the sender already.
  expect(new Set(called.filter(([name]) => name === "preview_list").map(([, request]) => (request as { sender: string }).sender))).toEqual(new Set(["みどり野市"]));
});

test("stopping leaves everything as it was", async () => {
  answer({ import_list: refused("cancelled") });
  render(Import);
  await press("ファイルを選ぶ");
  await press("行を見る");
  await press("取り込む");
  expect(await screen.findByText("やめました。何も取り込んでいません。")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "取り込む" })).toBeInTheDocument();
});

test("a row that is nobody is told, with what it was taken for", async () => {
  answer({ preview_list: preview({ rows_passed: 1, passed: [{ row: "9", passed_as: "total", text: "合計 63名" }] }) });
  render(Import);
  await press("ファイルを選ぶ");
  await press("行を見る");
  await press("人でないと見た1行");
  const table = within(await screen.findByRole("table", { name: "人でないと見た行の一覧" }));
  expect(table.getByText("合計 63名")).toBeVisible();
  expect(table.getByText("合計")).toBeVisible();
});

test("what codes stand for is asked once, and an earlier reading can be left aside", async () => {
  answer({ preview_list: preview({ coded: [{ heading: "区分", column: "reasons", remembered: false, choices: ["care", "disease"],
    codes: [{ code: "1", rows: 3, meaning: null }, { code: "2", rows: 1, meaning: "disease" }] }] }) });
  render(Import);
  await press("ファイルを選ぶ");
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "「区分」の1がさすもの" }), "要介護");
  await waitFor(() => expect(asked("preview_list")).toMatchObject({ codes: { 区分: { 1: "care", 2: "disease" } } }));
  expect(screen.getByText("前回の読み方を使いました。下の表で変えられます。")).toBeVisible();
  await press("はじめから読み直す");
  await waitFor(() => expect(asked("preview_list")).toMatchObject({ anew: true, codes: {}, columns: {} }));
});
