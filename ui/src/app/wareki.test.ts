// Days and times in the Japanese calendar.
import { expect, test } from "vitest";

import { clock, dayAndTime, fullDay, longDay, minutesBetween, monthDay, shortDay, span } from "./wareki";

test("a day is shown short in lists and long in sentences", () => {
  expect(shortDay("2026-06-14")).toBe("R8.6.14");
  expect(shortDay("1937-03-04")).toBe("S12.3.4");
  expect(shortDay("2019-05-01")).toBe("R1.5.1");
  expect(shortDay(null)).toBe("");
  expect(longDay("2026-06-14")).toBe("令和8年6月14日");
  expect(fullDay("2026-06-14")).toBe("令和8年6月14日(日)");
  expect(monthDay("2026-06-14")).toBe("6月14日(日)");
});

test("a moment late in the evening of Greenwich is the next day in Japan", () => {
  expect(shortDay("2026-06-13T16:00:00Z")).toBe("R8.6.14");
  expect(dayAndTime("2026-06-13T16:00:00Z")).toBe("令和8年6月14日(日) 01:00");
});

test("the day of a moment hangs on no locale of the webview", () => {
  const usual = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format") ?? {};
  Object.defineProperty(Intl.DateTimeFormat.prototype, "format", { configurable: true, get: () => () => "14/06/2026" });
  expect(shortDay("2026-06-13T16:00:00Z")).toBe("R8.6.14");
  expect(clock("2026-06-13T16:05:00Z")).toBe("01:05");
  Object.defineProperty(Intl.DateTimeFormat.prototype, "format", usual);
});

test("midnight is the first hour of a day", () => {
  expect(clock("2026-06-13T15:00:00Z")).toBe("00:00");
});

test("a span is said in the largest two words that fit, and is never below zero", () => {
  const from = "2026-06-14T01:00:00Z";
  expect(span(from, "2026-06-14T01:47:00Z")).toBe("47分");
  expect(span(from, "2026-06-14T02:05:00Z")).toBe("1時間5分");
  expect(span(from, "2026-06-16T04:00:00Z")).toBe("2日と3時間");
  expect(minutesBetween(from, "2026-06-14T00:00:00Z")).toBe(0);
});
