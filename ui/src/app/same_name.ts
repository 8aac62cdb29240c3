// The others with the same reading as the one being written down, so that nobody is entered twice by mistake.
import { toKatakana } from "../kit/kana";
import { ask } from "./call";
import { t } from "./text";

const LOOKED_AT = 20;

/** Returns a sentence about registrants with the same reading, without the one with `id`; empty if there are none. */
export async function sameReading(kana: string, id: string): Promise<string> {
  const wanted = folded(kana);
  if (wanted.length < 2) return "";
  const page = await ask("registrants", {
    text: kana.trim(), block: null, coverage: "any", consent_open: false, unconfirmed: false, with_left: true, kana_row: "",
    offset: 0, limit: LOOKED_AT,
  }).catch(() => undefined);
  const same = (page?.rows ?? []).filter((row) => row.id !== id && folded(row.kana) === wanted);
  if (same.length === 0) return "";
  const people = same.map((row) => `${row.name} ${row.address}`).join(t("kit.comma"));
  return t("field.help.same_kana", { n: same.length, people });
}

function folded(kana: string): string {
  return toKatakana(kana).replace(/\s/g, "");
}
