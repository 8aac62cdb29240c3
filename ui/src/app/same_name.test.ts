// Of many people with one reading a few are named and the others counted.
import { expect, test } from "vitest";

import { firstFew } from "./same_name";

test("a few are named, of many the rest is a number", () => {
  expect(firstFew(["A", "B"])).toBe("A、B");
  expect(firstFew(["A", "B", "C", "D", "E", "F", "G"])).toBe("A、B、C、D、Eほか2人");
});
