// Times of an event as people read them, always in Japan.
import { t } from "../../app/text";

const clock = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit", hour12: false });
const dayAndTime = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "Asia/Tokyo", calendar: "japanese", era: "long", year: "numeric", month: "long", day: "numeric",
  weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false,
});
const day = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "UTC", calendar: "japanese", era: "long", year: "numeric", month: "long", day: "numeric", weekday: "short",
});

/** Returns 10:47 for a moment. */
export function clockTime(moment: string | null): string {
  return moment === null ? "" : clock.format(new Date(moment));
}

/** Returns the day in the Japanese calendar with the time of a moment. */
export function momentShown(moment: string | null): string {
  return moment === null ? "" : dayAndTime.format(new Date(moment));
}

/** Returns a day (2026-11-25) in the Japanese calendar. */
export function dayShown(date: string | null): string {
  return date === null ? "" : day.format(new Date(`${date}T00:00:00Z`));
}

/** Returns whole minutes between two moments, never less than zero: a clock set back must not confuse anybody. */
export function minutesBetween(from: string | null, to: number): number {
  return from === null ? 0 : Math.max(0, Math.floor((to - new Date(from).getTime()) / 60_000));
}

/** Returns 47分 or 1時間12分. */
export function spanShown(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? t("board.minutes", { minutes }) : t("board.hours", { hours, minutes: minutes % 60 });
}

/** Returns 10:12 for 1012, 10:12 or １０１２; null where it is no time; empty stays empty. */
export function timeTyped(text: string): string | null {
  const plain = text.trim().replace(/[\uff10-\uff19]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)).replace(/[\uff1a]/g, ":");
  if (plain === "") return "";
  const parts = /^(\d{1,2}):?(\d{2})$/.exec(plain);
  if (parts === null) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
