// Days as they are shown in lists and fields: the Japanese calendar, made from an ISO day.

const short = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  timeZone: "UTC", era: "narrow", year: "numeric", month: "numeric", day: "numeric",
});
const long = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  timeZone: "UTC", era: "long", year: "numeric", month: "long", day: "numeric",
});
const japan = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Tokyo", year: "numeric", month: "2-digit", day: "2-digit",
});

/** Returns R8.6.14 for 2026-06-14; empty for none. */
export function shortDay(day: string | null): string {
  const date = dayOf(day);
  if (date === undefined) return "";
  const parts = short.formatToParts(date);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const year = Number.parseInt(part("year"), 10);
  // The first year of an era is a word there; a field wants a digit.
  return `${part("era")}${Number.isNaN(year) ? 1 : year}.${part("month")}.${part("day")}`;
}

/** Returns the day with its era in full for 2026-06-14; empty for none. */
export function longDay(day: string | null): string {
  const date = dayOf(day);
  return date === undefined ? "" : long.format(date);
}

/** Returns the day in Japan of a moment, as 2026-06-14; empty for none. */
export function dayInJapan(moment: string | null): string {
  return moment === null || moment === "" ? "" : japan.format(new Date(moment));
}

/** Whether a day lies more than a year before today, or is not known. */
export function olderThanAYear(day: string | null, today: Date): boolean {
  const date = dayOf(day);
  if (date === undefined) return true;
  const limit = new Date(`${japan.format(today)}T00:00:00Z`);
  limit.setUTCFullYear(limit.getUTCFullYear() - 1);
  return date < limit;
}

function dayOf(day: string | null): Date | undefined {
  if (day === null || day === "") return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
