// Days in the Japanese calendar.
import { expect, test } from "vitest";

import { dayInJapan, longDay, olderThanAYear, shortDay } from "./wareki";

test("a day is shown short in lists and long in sentences", () => {
  expect(shortDay("2026-06-14")).toBe("R8.6.14");
  expect(shortDay("1937-03-04")).toBe("S12.3.4");
  expect(shortDay("2019-05-01")).toBe("R1.5.1");
  expect(shortDay(null)).toBe("");
  expect(longDay("2026-06-14")).toBe("令和8年6月14日");
});

test("a moment late in the evening of Greenwich is the next day in Japan", () => {
  expect(dayInJapan("2026-06-13T16:00:00Z")).toBe("2026-06-14");
});

test("a record is old after a year, or when nobody ever confirmed it", () => {
  const today = new Date("2026-11-25T03:00:00Z");
  expect(olderThanAYear("2025-11-24", today)).toBe(true);
  expect(olderThanAYear("2025-11-25", today)).toBe(false);
  expect(olderThanAYear(null, today)).toBe(true);
});
