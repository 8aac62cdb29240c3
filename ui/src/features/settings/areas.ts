// A stretch of addresses in words.
import { t } from "../../app/text";
import type { Area } from "../../bindings/Area";

/** Returns 若葉町1丁目1~8番. */
export function areaWords(area: Area): string {
  const place = area.chome === null ? area.town : t("settings.area.chome_shown", { town: area.town, chome: area.chome });
  if (area.ban_from !== null && area.ban_to !== null) return t("settings.area.ban", { place, from: area.ban_from, to: area.ban_to });
  if (area.ban_from !== null) return t("settings.area.from", { place, from: area.ban_from });
  if (area.ban_to !== null) return t("settings.area.to", { place, to: area.ban_to });
  return place;
}

/** An area while it is typed. */
export interface TypedArea {
  town: string;
  chome: string;
  ban_from: string;
  ban_to: string;
}

/** Returns the fields of an area as text. */
export function typed(area: Area): TypedArea {
  const text = (n: number | null): string => (n === null ? "" : String(n));
  return { town: area.town, chome: text(area.chome), ban_from: text(area.ban_from), ban_to: text(area.ban_to) };
}

/** Returns an area with nothing in it. */
export function emptyArea(): TypedArea {
  return { town: "", chome: "", ban_from: "", ban_to: "" };
}

/** Returns the typed areas as they are stored; rows without a town are left out. */
export function areasOf(rows: readonly TypedArea[]): Area[] {
  return rows
    .filter((row) => row.town.trim() !== "")
    .map((row) => ({ town: row.town.trim(), chome: number(row.chome), ban_from: number(row.ban_from), ban_to: number(row.ban_to) }));
}

/** Returns a typed whole number, or null where nothing or no number was typed. */
export function number(text: string): number | null {
  const narrow = text.normalize("NFKC").trim();
  return /^\d{1,6}$/.test(narrow) ? Number(narrow) : null;
}
