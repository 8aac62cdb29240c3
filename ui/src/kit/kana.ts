// Readings: katakana as stored, hiragana as shown, and the reading caught from the input method while a name is typed.

const FIRST_HIRAGANA = 0x3041;
const LAST_HIRAGANA = 0x3096;
const FIRST_KATAKANA = 0x30a1;
const LAST_KATAKANA = 0x30f6;
const BETWEEN = FIRST_KATAKANA - FIRST_HIRAGANA;
const LONG_MARK = 0x30fc;

/** Returns a reading in hiragana; letters without a hiragana stay as they are. */
export function toHiragana(text: string): string {
  return shift(text, FIRST_KATAKANA, LAST_KATAKANA, -BETWEEN);
}

/** Returns a reading in full-width katakana, as it is stored. */
export function toKatakana(text: string): string {
  return shift(text.normalize("NFKC"), FIRST_HIRAGANA, LAST_HIRAGANA, BETWEEN);
}

function shift(text: string, first: number, last: number, by: number): string {
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= first && code <= last ? String.fromCodePoint(code + by) : letter;
  }).join("");
}

/** Splits a typed name at its first space; without one everything is the family name. */
export function splitName(name: string): { family_name: string; given_name: string } {
  const [family = "", ...given] = name.trim().split(/\s+/);
  return { family_name: family, given_name: given.join(" ") };
}

/** Returns family and given name as one text. */
export function joinName(family: string, given: string): string {
  return given === "" ? family : `${family} ${given}`;
}

/** Catches the reading of a name from what the input method shows before it converts. */
export class ReadingCatcher {
  #reading = "";

  /** Notes what is being composed; only pure kana is a reading. */
  compose(text: string): void {
    if (text !== "" && isKana(text)) this.#reading = toHiragana(text);
  }

  /** Ends the composition and returns the reading of what was put in; empty if nothing was. */
  commit(text: string): string {
    const reading = text === "" ? "" : isKana(text) ? toHiragana(text) : this.#reading;
    this.#reading = "";
    return reading;
  }
}

function isKana(text: string): boolean {
  return Array.from(text).every((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return (code >= FIRST_HIRAGANA && code <= LAST_HIRAGANA) || (code >= FIRST_KATAKANA && code <= LAST_KATAKANA) ||
      code === LONG_MARK;
  });
}

const ROW_STARTS = [0x3041, 0x304b, 0x3055, 0x305f, 0x306a, 0x306f, 0x307e, 0x3083, 0x3089, 0x308e];
const ROW_LETTERS = [/^[aiueo]$/i, /^[kg]$/i, /^[szj]$/i, /^[tdc]$/i, /^n$/i, /^[hbpf]$/i, /^m$/i, /^y$/i, /^r$/i, /^w$/i];

/** Returns which row of the 五十音 a typed letter means, from 0; -1 if none. Kana, or the first letter of a romaji. */
export function kanaRowOf(letter: string): number {
  const code = toHiragana(letter.normalize("NFKC")).codePointAt(0) ?? 0;
  if (code >= FIRST_HIRAGANA && code <= LAST_HIRAGANA) return ROW_STARTS.findLastIndex((start) => code >= start);
  return ROW_LETTERS.findIndex((one) => one.test(letter));
}
