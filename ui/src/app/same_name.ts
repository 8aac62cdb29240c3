// The others with the same reading as the one being written down, so that nobody is entered twice by mistake.
import { toKatakana } from "../kit/kana";
import { ask } from "./call";
import { t } from "./text";

const LOOKED_AT = 20;
const NAMED = 5;

/** Returns a sentence about registrants with the same reading, without the one with `id`; empty if there are none. */
export async function sameReading(kana: string, id: string): Promise<string> {
  const wanted = folded(kana);
  if (wanted.length < 2) return "";
  const page = await ask("registrants", {
    text: kana.trim(), block: null, conditions: ["left"], kana_row: "",
    offset: 0, limit: LOOKED_AT,
  }).catch(() => undefined);
  const same = (page?.rows ?? []).filter((row) => row.id !== id && folded(row.kana) === wanted);
  if (same.length === 0) return "";
  const people = firstFew(same.map((row) => `${row.name} ${row.address}`));
  return t("field.help.same_kana", { n: same.length, people });
}

/** Returns the first few of a list of people in a sentence, the others as a number: a panel is no list. */
export function firstFew(people: readonly string[]): string {
  const shown = people.slice(0, NAMED).join(t("kit.comma"));
  return people.length > NAMED ? t("kit.and_more", { people: shown, n: people.length - NAMED }) : shown;
}

function folded(kana: string): string {
  return toKatakana(kana).replace(/\s/g, "");
}
