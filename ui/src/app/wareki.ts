// Days, times and spans as people read them: the Japanese calendar and Japanese time, from an ISO day or a moment.
import { t } from "./text";

/** A day (2026-06-14), a moment, or nothing. */
export type When = string | Date | null;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const japanese = (parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { timeZone: "UTC", ...parts });
const short = japanese({ era: "narrow", year: "numeric", month: "numeric", day: "numeric" });
const long = japanese({ era: "long", year: "numeric", month: "long", day: "numeric" });
const full = japanese({ era: "long", year: "numeric", month: "long", day: "numeric", weekday: "short" });
const month = japanese({ month: "long", day: "numeric", weekday: "short" });

/** Returns R8.6.14; empty for none. */
export function shortDay(when: When): string {
  const date = dayOf(when);
  if (date === undefined) return "";
  const parts = short.formatToParts(date);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const year = Number.parseInt(part("year"), 10);
  // The first year of an era is a word there; a field wants a digit.
  return `${part("era")}${Number.isNaN(year) ? 1 : year}.${part("month")}.${part("day")}`;
}

/** Returns 令和8年6月14日; empty for none. */
export function longDay(when: When): string {
  return shown(long, when);
}

/** Returns 令和8年6月14日(日); empty for none. */
export function fullDay(when: When): string {
  return shown(full, when);
}

/** Returns 6月14日(日); empty for none. */
export function monthDay(when: When): string {
  return shown(month, when);
}

/** Returns 09:05; empty for none. */
export function clock(moment: When): string {
  return moment === null || moment === "" ? "" : inJapan(new Date(moment)).slice("2026-06-14T".length, "2026-06-14T09:05".length);
}

/** Returns 令和8年6月14日(日) 09:05; empty for none. */
export function dayAndTime(moment: When): string {
  return moment === null || moment === "" ? "" : `${fullDay(moment)} ${clock(moment)}`;
}

/** Returns whole minutes between two moments, never less than zero: a clock set back must not confuse anybody. */
export function minutesBetween(from: When, to: string | Date): number {
  return from === null ? 0 : Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
}

/** Returns 47分, 1時間5分 or 2日と3時間. */
export function span(from: When, to: string | Date): string {
  const minutes = minutesBetween(from, to);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t("app.elapsed_minutes", { m: minutes });
  if (hours < 48) return t("app.elapsed_hours", { h: hours, m: minutes % 60 });
  return t("app.elapsed_days", { d: Math.floor(hours / 24), h: hours % 24 });
}

function shown(format: Intl.DateTimeFormat, when: When): string {
  const date = dayOf(when);
  return date === undefined ? "" : format.format(date);
}

/** The day in Japan, as midnight of Greenwich, so that it is formatted without a shift. */
function dayOf(when: When): Date | undefined {
  if (when === null || when === "") return undefined;
  const day = typeof when === "string" && DAY.test(when) ? when : inJapan(new Date(when)).slice(0, "2026-06-14".length);
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

// Japan knows no summer time. The locales of a webview write the parts of a day in an order of their own, so none is asked.
const AHEAD_MS = 9 * 60 * 60 * 1000;

/** Returns day and time in Japan as 2026-06-14T09:05…; empty for no moment at all. */
function inJapan(moment: Date): string {
  return Number.isNaN(moment.getTime()) ? "" : new Date(moment.getTime() + AHEAD_MS).toISOString();
}
