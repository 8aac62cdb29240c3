// What the page knows about a plan: which places are new, what 決める sends, and an order that stands still.
import type { PairChoice } from "../../bindings/PairChoice";
import type { PairReason } from "../../bindings/PairReason";
import type { Proposal } from "../../bindings/Proposal";
import type { ProposalRow } from "../../bindings/ProposalRow";
import type { ProposedPlace } from "../../bindings/ProposedPlace";
import type { ReasonWord } from "../../bindings/ReasonWord";
import { t } from "../../app/text";

/** Returns the places of a row that are a new proposal. */
export function newPlaces(row: ProposalRow): ProposedPlace[] {
  return row.places.filter((place) => place.kept === null && place.supporter !== null);
}

/** Returns the places of a row that exist already. */
export function keptPlaces(row: ProposalRow): ProposedPlace[] {
  return row.places.filter((place) => place.kept !== null);
}

/** Returns what 決める sends for some rows: every new pair, fixed, because a person decided it. */
export function choicesOf(rows: readonly ProposalRow[]): PairChoice[] {
  return rows.flatMap((row) =>
    newPlaces(row).flatMap((place) =>
      place.supporter === null
        ? []
        : [{
            registrant: row.registrant, supporter: place.supporter, rank: place.rank,
            basis: place.basis, distance: place.distance, fixed: true,
          }],
    ),
  );
}

/** Which words tell most, in the row of a person; 固定 is said there by its own mark. */
const TELLING: readonly ReasonWord[] = [
  "from_before", "same_building", "next_door", "same_block", "same_chome", "neighbouring_chome", "far_but_only_one", "acquainted",
  "same_gender", "home_by_day", "home_by_night", "nth_task", "first_task", "fills_gap",
];
const MOST_WORDS = 3;
/** So many characters stand beside a name without breaking the line. */
const MOST_CHARACTERS = 11;

/** Returns the two or three reasons that tell most, short enough for one line. */
export function shortReasons(reasons: readonly PairReason[]): string {
  const join = t("matching.shortage.names_join");
  const both = reasons.some((one) => one.word === "home_by_day") && reasons.some((one) => one.word === "home_by_night");
  const words = TELLING.flatMap((word) => {
    const reason = reasons.find((one) => one.word === word);
    if (reason === undefined || (both && word === "home_by_night")) return [];
    return [both && word === "home_by_day" ? t("matching.row.home_day_and_night") : t(`reason.${word}`, { number: reason.number ?? "" })];
  });
  const said: string[] = [];
  for (const word of words) {
    if (said.length < MOST_WORDS && [...said, word].join("").length <= MOST_CHARACTERS) said.push(word);
  }
  return (said.length === 0 ? words.slice(0, 1) : said).join(join);
}

/** Returns all reasons of a pair on one line. */
export function reasonLine(reasons: readonly PairReason[]): string {
  return reasons.map((reason) => t(`reason.${reason.word}`, { number: reason.number ?? "" })).join(t("matching.shortage.names_join"));
}

/** Returns the rows of a new plan in the order of the one on screen; people who are new come last. */
export function inSameOrder(rows: readonly ProposalRow[], order: readonly string[]): ProposalRow[] {
  const place = new Map(order.map((key, at) => [key, at]));
  const at = (row: ProposalRow): number => place.get(row.registrant) ?? order.length;
  return [...rows].sort((a, b) => at(a) - at(b));
}

/** Returns how many of the supporters of today stand behind a person, as the mark shows it. */
export function marksOf(row: ProposalRow): { have: number; wanted: number; waiting: number } {
  return { have: row.have, wanted: Math.max(row.places.length, 1), waiting: row.waiting };
}

/** Returns whether everybody has as many supporters as wanted. */
export function isComplete(plan: Proposal): boolean {
  return plan.rows.length > 0 && plan.now.zero === 0 && plan.now.one === 0;
}

/** Returns some names in a sentence: at most `limit`, the others as a number. */
export function namesShown(names: readonly string[], limit: number): string {
  const join = t("matching.shortage.names_join");
  const shown = names.slice(0, limit).join(join);
  return names.length > limit ? t("matching.shortage.and_more", { names: shown, count: names.length - limit }) : shown;
}

/** Returns a share that is given in tenths of a percent, as it is read: 45.7%. */
export function percent(tenths: number): string {
  return t("question.percent", { whole: Math.floor(tenths / 10), tenth: tenths % 10 });
}
