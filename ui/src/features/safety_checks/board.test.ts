// 当日の板: unknown first, a digit for the chosen person, nothing moves under the finger.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { open } from "../../app/screens.svelte";
import CheckBoard from "./CheckBoard.svelte";
import CheckList from "./CheckList.svelte";
import { board, person, row } from "./fixtures";
import { keepOrder } from "./order";

beforeEach(() => {
  forget();
  open("check_board", { id: "c1" });
  answer({ state: bookState(), check_board: board([person("t1", "斉藤 ミツ"), person("t2", "林 正一"), person("t3", "野口 清", { code: "safe" })]) });
});

test("a digit sets the result of the chosen person, who stays where they are", async () => {
  render(CheckBoard);
  await waitFor(() => expect(screen.getByRole("button", { name: /斉藤 ミツ.*担当なし/ })).toHaveFocus());
  answer({
    enter_result: { value: { id: "r1", problems: [], conflict: false }, entry: historyLine({ call: "enter_result" }), touched: ["check_result"] },
    check_board: board([person("t2", "林 正一"), person("t1", "斉藤 ミツ", { code: "safe" }), person("t3", "野口 清", { code: "safe" })]),
  });
  await userEvent.keyboard("1");
  await waitFor(() => expect(called.find(([name]) => name === "enter_result")?.[1]).toMatchObject({ target: "t1", code: "safe", copy: null }));
  await waitFor(() => expect(screen.getByRole("button", { name: /無事.*斉藤 ミツ/ })).toHaveFocus());
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(() => expect(screen.getByRole("button", { name: /林 正一.*担当なし/ })).toHaveFocus());
  expect(screen.queryByRole("button", { name: /無事.*斉藤 ミツ/ })).not.toBeInTheDocument();
});

test("Enter on the chosen person opens what is to be written, and a second Enter closes it", async () => {
  render(CheckBoard);
  await waitFor(() => expect(screen.getByRole("button", { name: /斉藤 ミツ.*担当なし/ })).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("group", { name: "結果の数字" })).toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("group", { name: "結果の数字" })).not.toBeInTheDocument());
});

test("the button of the report says with numbers what it will keep", async () => {
  render(CheckBoard);
  await screen.findByRole("button", { name: "第1報を出す" });
  expect(screen.getByText(/分かった\d+人・まだ\d+人で固めます/)).toBeInTheDocument();
});

test("with names hidden no name, no address and no note is shown", async () => {
  render(CheckBoard);
  await userEvent.click(await screen.findByRole("button", { name: "名前をかくす" }));
  expect(screen.queryByText("斉藤 ミツ")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "名前を出す" }));
  expect(screen.getByText("斉藤 ミツ")).toBeInTheDocument();
});

test("the order keeps the chosen person, drops those who are gone and puts new ones last", () => {
  expect(keepOrder(["a", "b", "c"], ["c", "d", "a"], "b")).toEqual(["a", "b", "c", "d"]);
  expect(keepOrder(["a", "b", "c"], ["c", "d", "a"], null)).toEqual(["a", "c", "d"]);
});

test("a 実災害 starts only after its three characters were typed", async () => {
  answer({ safety_checks: [row({ mode: "real", phase: "preparing", started_at: null, name: "地震" })], start_safety_check: { value: null, entry: historyLine(), touched: [] } });
  render(CheckList);
  await userEvent.click(await screen.findByRole("button", { name: "はじめる 地震" }));
  const part = screen.getByRole("region", { name: "実災害の安否確認をはじめる" });
  await userEvent.type(within(part).getByRole("textbox", { name: "「実災害」と打つ" }), "訓練{Enter}");
  expect(within(part).getByRole("alert")).toHaveTextContent("「実災害」の3文字を打ってください");
  expect(called.some(([name]) => name === "start_safety_check")).toBe(false);
  await userEvent.clear(within(part).getByRole("textbox"));
  await userEvent.type(within(part).getByRole("textbox"), "実災害");
  await userEvent.click(within(part).getByRole("button", { name: "実災害の安否確認をはじめる" }));
  await waitFor(() => expect(called.find(([name]) => name === "start_safety_check")?.[1]).toEqual({ safety_check: "c1", typed_word: "実災害" }));
});
