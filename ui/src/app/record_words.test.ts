// What the journal holds, as a person reads it: no code, no key, no bracket.
import { expect, test } from "vitest";

import type { FieldChange } from "../bindings/FieldChange";
import { fieldLabel, valueWords } from "./record_words";

function shown(kind: FieldChange["kind"], field: string, value: unknown): string {
  return valueWords({ kind, key: "", field, before: "", after: "", closed: false }, typeof value === "string" ? value : JSON.stringify(value));
}

test("codes, lists and tables read in the words of the screens", () => {
  expect(shown("registrant", "status", "moved_away")).toBe("転出");
  expect(shown("consent", "basis", "opt_in")).toBe("聞いて同意を得た");
  expect(shown("person", "phones", [{ kind: "home", digits: "0422000123", raw: "0422-00-0123" }])).toBe("自宅 0422-00-0123");
  expect(shown("registrant", "reasons", [{ code: "care", level: 3, kind: "" }])).toBe("要介護 3");
  expect(shown("registrant", "day_pattern", [{ weekday: 0, day: "day_service", night: "home" }])).toBe("月 デイサービス 家");
  expect(shown("supporter", "availability", { weekday_day: "no", weekday_night: "yes", workplace: "", months_away: "" })).toBe("平日の昼 いない 平日の夜 いる");
  expect(shown("copy", "lines", ["0190000000000000000000000000abcd"])).toBe("");
});

test("a changed field has the name it has in its form", () => {
  expect(fieldLabel({ kind: "council", key: "", field: "name", before: "", after: "", closed: false })).toBe("会の名前");
  expect(fieldLabel({ kind: "check_result", key: "", field: "moved_to", before: "", after: "", closed: false })).toBe("行った先");
});
