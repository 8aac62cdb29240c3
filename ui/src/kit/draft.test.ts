// The form draft: steps, changes, and the reading caught while typing.
import { expect, test } from "vitest";

import { FormDraft, oneOf } from "./draft.svelte";
import { joinName, kanaRowOf, ReadingCatcher, splitName, toHiragana, toKatakana } from "./kana";

test("one run of typing in a field is one step back", () => {
  const draft = new FormDraft({ name: "斎藤", room: "" });
  draft.set("room", "1");
  draft.set("room", "101");
  draft.set("name", "齋藤");
  expect(draft.changes).toEqual(["name", "room"]);
  draft.stepBack();
  expect(draft.get("name")).toBe("斎藤");
  expect(draft.get("room")).toBe("101");
  draft.stepBack();
  expect(draft.changes).toEqual([]);
  expect(draft.canStepBack).toBe(false);
});

test("taking everything back is itself a step", () => {
  const draft = new FormDraft({ name: "斎藤" });
  draft.set("name", "佐藤");
  draft.takeAllBack();
  expect(draft.get("name")).toBe("斎藤");
  draft.stepBack();
  expect(draft.get("name")).toBe("佐藤");
});

test("what was changed stays changed when the saved record moves on", () => {
  const draft = new FormDraft({ name: "斎藤", room: "101" });
  draft.set("room", "102");
  draft.rebase({ name: "齋藤", room: "101" });
  expect(draft.get("name")).toBe("齋藤");
  expect(draft.changes).toEqual(["room"]);
});

test("ticks are kept as codes in one order", () => {
  const draft = new FormDraft({ can_do: "phone" });
  draft.tick("can_do", "drive", true);
  expect(draft.get("can_do")).toBe("drive phone");
  draft.tick("can_do", "drive", false);
  expect(draft.changes).toEqual([]);
});

test("a typed sentence about a value goes away with the value", () => {
  const draft = new FormDraft({ name: "" });
  draft.complain("name", "名前を書いてください");
  draft.set("name", "さ");
  expect(draft.errors).toEqual({});
});

test("a reading is caught before the conversion, not after it", () => {
  const catcher = new ReadingCatcher();
  for (const shown of ["ｓ", "さ", "さい", "さいと", "さいとう", "斎藤"]) catcher.compose(shown);
  expect(catcher.commit("斎藤")).toBe("さいとう");
  catcher.compose("はなこ");
  expect(catcher.commit("")).toBe("");
  catcher.compose("キヨ");
  expect(catcher.commit("キヨ")).toBe("きよ");
});

test("readings and names come back as they were", () => {
  expect(toKatakana("さいとう かずこ")).toBe("サイトウ カズコ");
  expect(toKatakana("ｻｲﾄｳ ｶﾞｸ")).toBe("サイトウ ガク");
  expect(toHiragana("サイトウ カズコー")).toBe("さいとう かずこー");
  expect(splitName("斎藤　和子")).toEqual({ family_name: "斎藤", given_name: "和子" });
  expect(joinName("山口", "")).toBe("山口");
  expect(oneOf(["yes", "no"], "maybe", "no")).toBe("no");
});

test("a typed letter means its row of the index", () => {
  expect(["い", "ガ", "ｻ", "ん", "k", "J", "*"].map(kanaRowOf)).toEqual([0, 1, 2, 9, 1, 2, -1]);
});
