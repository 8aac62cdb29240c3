// 用紙からの入力, as a person types it: number, digit, Enter.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { open } from "../../app/screens.svelte";
import { status } from "../../app/status.svelte";
import CheckEntry from "./CheckEntry.svelte";
import { line, row, sheet } from "./fixtures";

const LINES = [line(1, "雑賀 勲"), line(2, "斎木 トメ"), line(3, "")];

beforeEach(() => {
  forget();
  open("check_entry", { id: "c1" });
  answer({
    state: bookState({ undo: historyLine({ entry: "e9" }) }), safety_checks: [row()],
    entry_sheet: (request: unknown) => (JSON.stringify(request).includes("17") ? { sheet: sheet(LINES), nearest: [], longer: false } : { sheet: null, nearest: [17, 18], longer: false }),
    enter_result: { value: { id: "r1", problems: [], conflict: false }, entry: historyLine({ entry: "e9", call: "enter_result" }), touched: [] },
  });
});

function entries(): unknown[] {
  return called.filter(([name]) => name === "enter_result").map(([, request]) => request);
}

test("three digits load the sheet, a digit and Enter save the row and go to the next", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  const first = await screen.findByRole("button", { name: "1番 雑賀 勲 結果 未確認" });
  await waitFor(() => expect(first).toHaveFocus());
  await userEvent.keyboard("1{Enter}");
  await waitFor(() => expect(entries()).toHaveLength(1));
  expect(entries()[0]).toMatchObject({ target: "t1", code: "safe", copy: "cp17", page: 1, line: 1, time: "" });
  await waitFor(() => expect(screen.getByRole("button", { name: "2番 斎木 トメ 結果 未確認" })).toHaveFocus());
  expect(screen.getByRole("status", { name: "最後の入力" })).toHaveTextContent("1番 雑賀 勲さんを「1 無事」にして、保存しました");
});

test("time and note are reached with Tab, and a full-width digit counts", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "０１７");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("５");
  await userEvent.tab();
  await userEvent.keyboard("1012");
  await userEvent.tab();
  await userEvent.keyboard("若葉小へ");
  await userEvent.tab();
  await waitFor(() => expect(entries()).toHaveLength(1));
  expect(entries()[0]).toMatchObject({ code: "evacuated", time: "10:12", note: "若葉小へ" });
  await waitFor(() => expect(screen.getByRole("button", { name: /^2番 斎木 トメ/ })).toHaveFocus());
  expect(screen.getByRole("textbox", { name: "2番の時刻" })).toHaveValue("10:12");
});

test("after the last row the number is asked for again, and nothing is saved for empty rows", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("{Enter}{Enter}");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "3番 名簿に無い人の名前" })).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "用紙の番号" })).toHaveFocus());
  expect(entries()).toHaveLength(0);
});

test("an unknown number offers the nearest ones", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "099");
  expect(await screen.findByRole("alert")).toHaveTextContent("第099号は、この安否確認の用紙にありません");
  await userEvent.click(screen.getByRole("button", { name: "第017号を出す" }));
  expect(await screen.findByRole("button", { name: /^1番 雑賀 勲/ })).toBeInTheDocument();
});

test("a row the program refuses says why and stays under the hands", async () => {
  answer({ enter_result: { value: { id: null, problems: [{ field: "time", rule: "in_future", detail: "" }], conflict: false }, entry: null, touched: [] } });
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("1{Enter}");
  await waitFor(() => expect(screen.getByRole("status", { name: "最後の入力" })).toHaveTextContent("保存できませんでした"));
  await waitFor(() => expect(screen.getByRole("button", { name: "1番 雑賀 勲 結果 無事" })).toHaveFocus());
});

test("the sign at the door is a key of its own, and said twice it is not known again", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("1+{Enter}");
  await waitFor(() => expect(entries()).toHaveLength(1));
  expect(entries()[0]).toMatchObject({ code: "safe", sign_seen: "yes" });
  await waitFor(() => expect(screen.getByRole("button", { name: /^2番 斎木 トメ/ })).toHaveFocus());
  await userEvent.keyboard("7--{Enter}");
  await waitFor(() => expect(entries()).toHaveLength(2));
  expect(entries()[1]).toMatchObject({ code: "no_answer", sign_seen: "unknown" });
});

test("the sign at the door is a button too", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.click(screen.getByRole("button", { name: "1無事" }));
  await userEvent.click(screen.getByRole("button", { name: "表示なし" }));
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(entries()[0]).toMatchObject({ code: "safe", sign_seen: "no" }));
});

test("a digit without Enter is kept on leaving, and the next screen says so", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("4");
  await userEvent.click(screen.getByRole("button", { name: "板へもどる" }));
  await waitFor(() => expect(entries()[0]).toMatchObject({ target: "t1", code: "rescue" }));
  await waitFor(() => expect(status.line).toEqual({ text: expect.stringContaining("1番 雑賀 勲さんを「4 要救助」にして、保存しました") as string, offer: "undo" }));
});

test("somebody who is not on the list has a name and a place", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await userEvent.keyboard("旅の人{Enter}公民館{Enter}1{Enter}");
  await waitFor(() => expect(entries()).toHaveLength(1));
  expect(entries()[0]).toMatchObject({ target: null, unlisted_name: "旅の人", unlisted_place: "公民館", code: "safe" });
});

test("three digits wait where a longer number begins with them", async () => {
  const asked = (request: unknown): number => (request as { copy_no: number }).copy_no;
  answer({
    entry_sheet: (request: unknown) => asked(request) === 1017 ? { sheet: sheet(LINES, { copy: "cp1017", copy_no: 1017 }), nearest: [], longer: false }
      : { sheet: asked(request) === 101 ? sheet(LINES, { copy: "cp101", copy_no: 101 }) : null, nearest: [], longer: asked(request) === 101 },
  });
  render(CheckEntry);
  const field = screen.getByRole("textbox", { name: "用紙の番号" });
  await userEvent.type(field, "101");
  await screen.findByText(/4けたの番号なら/);
  expect(field).toHaveFocus();
  await userEvent.keyboard("7");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("1{Enter}");
  await waitFor(() => expect(entries()[0]).toMatchObject({ copy: "cp1017" }));
});

test("Enter on the first blank row ends the sheet, also where two more follow", async () => {
  answer({ entry_sheet: { sheet: sheet([line(1, "雑賀 勲"), line(2, ""), line(3, ""), line(4, "")]), nearest: [], longer: false } });
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("1{Enter}");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "2番 名簿に無い人の名前" })).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "用紙の番号" })).toHaveFocus());
  expect(screen.getByRole("textbox", { name: "用紙の番号" })).toHaveValue("");
  expect(screen.getByRole("status", { name: "最後の入力" })).toHaveTextContent("第017号の入力が終わりました");
});

test("Esc keeps the row and goes to the number", async () => {
  render(CheckEntry);
  await userEvent.type(screen.getByRole("textbox", { name: "用紙の番号" }), "017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
  await userEvent.keyboard("4{Escape}");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "用紙の番号" })).toHaveFocus());
  expect(entries()[0]).toMatchObject({ target: "t1", code: "rescue" });
});

test("a wrong number is typed over", async () => {
  render(CheckEntry);
  const field = screen.getByRole("textbox", { name: "用紙の番号" });
  await userEvent.type(field, "099");
  await screen.findByRole("alert");
  await userEvent.keyboard("017");
  await waitFor(() => expect(screen.getByRole("button", { name: /^1番 雑賀 勲/ })).toHaveFocus());
});
