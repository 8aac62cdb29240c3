// The part of a text that was searched for, to be marked.

/** A text in three parts; `match` is empty where nothing matches. */
export interface Marked {
  before: string;
  match: string;
  after: string;
}

/** Splits a text at the first place where the searched text stands. */
export function markMatch(text: string, searched: string): Marked {
  const wanted = searched.trim();
  const at = wanted === "" ? -1 : text.indexOf(wanted);
  if (at < 0) return { before: text, match: "", after: "" };
  return { before: text.slice(0, at), match: text.slice(at, at + wanted.length), after: text.slice(at + wanted.length) };
}
