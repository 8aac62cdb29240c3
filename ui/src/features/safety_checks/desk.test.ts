// The desk: what is typed, carried over and saved.
import { expect, test } from "vitest";

import { Desk } from "./desk.svelte";
import { line, sheet } from "./fixtures";
import { codeOfKey } from "./results";
import { timeTyped } from "./time";

function deskWith(...lines: Parameters<typeof sheet>[0]): Desk {
  const desk = new Desk();
  desk.lay(sheet(lines));
  return desk;
}

test("a sheet starts at its first empty row", () => {
  const desk = deskWith(line(1, "雑賀 勲", { code: "safe", from_here: true }), line(2, "斎木 トメ"), line(3, ""));
  expect(desk.line?.name).toBe("斎木 トメ");
  expect(desk.locked).toBe(false);
});

test("a sheet that was typed whole is shown before it can be changed", () => {
  const desk = deskWith(line(1, "雑賀 勲", { code: "safe", from_here: true }), line(2, ""));
  expect(desk.locked).toBe(true);
  desk.type({ code: "rescue" });
  expect(desk.pending()).toBeNull();
});

test("a result from another paper is not taken for one of this paper", () => {
  const desk = deskWith(line(1, "雑賀 勲", { code: "safe", from_here: false }));
  expect(desk.done).toBe(0);
  expect(desk.shown(line(1, "雑賀 勲", { code: "safe" })).code).toBeNull();
});

test("the time of a saved row goes on to the next", () => {
  const desk = deskWith(line(1, "雑賀 勲"), line(2, "斎木 トメ"));
  desk.type({ code: "safe" });
  desk.type({ time: "1012" });
  const entry = desk.pending();
  if (entry === null || typeof entry === "string") throw new Error("the row should be ready");
  expect(entry).toMatchObject({ code: "safe", time: "10:12", target: "t1", copy: "cp17", page: 1, line: 1 });
  desk.noteSaved(entry);
  expect(desk.pending()).toBeNull();
  desk.move(1);
  expect(desk.timeAtHand()).toBe("10:12");
});

test("the star takes result and time of the row above", () => {
  const desk = deskWith(line(1, "雑賀 勲", { code: "away_known", from_here: true, time: "10:20" }), line(2, "斎木 トメ"));
  desk.ditto();
  expect(desk.pending()).toMatchObject({ code: "away_known", time: "10:20", target: "t2" });
});

test("a blank line needs a name and a result", () => {
  const desk = deskWith(line(1, ""));
  expect(desk.pending()).toBeNull();
  desk.type({ name: "田村さん" });
  expect(desk.pending()).toBe("need_result");
  desk.type({ code: "safe" });
  expect(desk.pending()).toMatchObject({ target: null, unlisted_name: "田村さん", code: "safe" });
  desk.type({ name: " " });
  expect(desk.pending()).toBe("need_name");
});

test("an impossible time is not sent", () => {
  const desk = deskWith(line(1, "雑賀 勲"));
  desk.type({ code: "safe" });
  desk.type({ time: "2575" });
  expect(desk.pending()).toBe("bad_time");
});

test("a row that could not be kept comes back under the hands", () => {
  const desk = deskWith(line(1, "雑賀 勲"), line(2, "斎木 トメ"));
  desk.type({ code: "safe" });
  const entry = desk.pending();
  if (entry === null || typeof entry === "string") throw new Error("the row should be ready");
  desk.noteSaved(entry);
  desk.move(1);
  desk.noteUnsaved(entry);
  expect(desk.line?.name).toBe("雑賀 勲");
  expect(desk.pending()).toMatchObject({ code: "safe" });
});

test("past the last row there is nothing, past the last of a page comes the next page", () => {
  const desk = new Desk();
  desk.lay(sheet([], { pages: [{ page: 1, town: "", lines: [line(1, "雑賀 勲")] }, { page: 2, town: "", lines: [line(1, "八木 清")] }] }));
  expect(desk.move(1)).toBe(true);
  expect(desk.line?.name).toBe("八木 清");
  expect(desk.move(1)).toBe(false);
  expect(desk.move(-1)).toBe(true);
  expect(desk.line?.name).toBe("雑賀 勲");
});

test.each([
  [{ key: "1" }, "safe"], [{ key: "８" }, "roster_error"], [{ key: "0" }, "unchecked"], [{ key: "9" }, null], [{ key: "a" }, null],
  [{ key: "Process", code: "Digit4" }, "rescue"], [{ key: "Process", code: "Numpad7" }, "no_answer"], [{ key: "1", ctrlKey: true }, null],
])("the key %j means %s", (key, code) => {
  expect(codeOfKey(new KeyboardEvent("keydown", key))).toBe(code);
});

test.each([["1012", "10:12"], ["９：０５", "09:05"], ["905", "09:05"], ["", ""], ["2460", null], ["x", null]])("the time %j is %j", (typed, time) => {
  expect(timeTyped(typed)).toBe(time);
});
