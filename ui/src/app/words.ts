// Moments and spans as people say them. Everything is Japanese time.
import { t } from "./text";

const CLOCK = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "numeric", minute: "2-digit", hour12: false });
const LONG = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  timeZone: "Asia/Tokyo", era: "long", year: "numeric", month: "long", day: "numeric", weekday: "short",
});
const SHORT = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  timeZone: "Asia/Tokyo", era: "narrow", year: "numeric", month: "numeric", day: "numeric",
});
const MONTH_DAY = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", month: "long", day: "numeric", weekday: "short" });

/** 10:47 */
export function clock(moment: string | Date): string {
  return CLOCK.format(new Date(moment));
}

/** 令和8年10月19日(月) */
export function longDate(moment: string | Date): string {
  return LONG.format(new Date(moment));
}

/** R8.6.14 */
export function shortDate(moment: string | Date): string {
  const part = (type: string): string => SHORT.formatToParts(new Date(moment)).find((one) => one.type === type)?.value ?? "";
  return `${part("era")}${part("year")}.${part("month")}.${part("day")}`;
}

/** 10月19日(月) */
export function monthDay(moment: string | Date): string {
  return MONTH_DAY.format(new Date(moment));
}

/** 47分, 1時間5分, 2日と3時間 */
export function span(from: string | Date, to: string | Date): string {
  const minutes = Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
  if (minutes < 60) return t("app.elapsed_minutes", { m: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t("app.elapsed_hours", { h: hours, m: minutes % 60 });
  return t("app.elapsed_days", { d: Math.floor(hours / 24), h: hours % 24 });
}
