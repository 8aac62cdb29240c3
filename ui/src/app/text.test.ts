// Sentences: values are filled in, and every list of codes has its words.
import { expect, test } from "vitest";

import { ANSWERS } from "./failures.svelte";
import { t, textOf } from "./text";

test("a value is put in place of its name", () => {
  expect(t("app.saved_at", { time: "10:42" })).toBe("すべて保存してあります(10:42)");
});

test("a large number is parted, a year and what is no number are not", () => {
  expect(t("import.rows.of_rows", { n: 100000 })).toBe("100,000行");
  expect(t("import.rows.of_rows", { n: 2026 })).toBe("2026行");
  expect(t("import.rows.of_rows", { n: "0422000123" })).toBe("0422000123行");
});

test("a key made at run time that has no words answers nothing", () => {
  expect(textOf("act.toString")).toBeUndefined();
  expect(textOf("nowhere.at_all")).toBeUndefined();
});

test("every failure says what happened, what it means and what to do", () => {
  for (const code of Object.keys(ANSWERS)) {
    for (const part of ["title", "text", "next"]) expect(textOf(`failure.${code}.${part}`), `${code}.${part}`).toBeTruthy();
  }
});
