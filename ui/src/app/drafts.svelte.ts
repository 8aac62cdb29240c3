// Forms that were left with changes: kept in memory until they are saved or the book is closed.
import { FormDraft } from "../kit/draft.svelte";
import { book } from "./book.svelte";
import { onClosed } from "./closed";

const kept = new Map<string, FormDraft>();
let changed = $state.raw<readonly string[]>([]);
onClosed(() => {
  kept.clear();
  changed = [];
});

/** Returns the draft of a record that was left, or a new one. The practice book has its own. */
export function draftOf(record: string, entry: Readonly<Record<string, string>>): FormDraft {
  const key = keyOf(record);
  const draft = kept.get(key) ?? new FormDraft(entry);
  kept.set(key, draft);
  return draft;
}

/** Whether a draft of the record was left with changes. */
export function isKept(record: string): boolean {
  return (kept.get(keyOf(record))?.changes.length ?? 0) > 0;
}

/** Notes whether the form of a record holds something that is not saved. */
export function noteChanges(record: string, some: boolean): void {
  const key = keyOf(record);
  if (changed.includes(key) !== some) changed = some ? [...changed, key] : changed.filter((one) => one !== key);
}

/** How many forms hold something that is not saved. Reactive. */
export function unsavedForms(): number {
  return changed.length;
}

/** Forgets the draft of a record: it is saved, or the person gave it up. */
export function forgetDraft(record: string): void {
  kept.delete(keyOf(record));
  noteChanges(record, false);
}

function keyOf(record: string): string {
  return `${book.state.practice ? "practice" : "book"}:${record}`;
}
