// Forms that hold something nobody saved: kept in memory, and a moment later in the encrypted book, so that neither the lock
// nor a crash loses them. A save or giving up takes them away.
import { FormDraft } from "../kit/draft.svelte";
import { book } from "./book.svelte";
import { file } from "./call";
import { onClosed } from "./closed";
import { onLeave } from "./screens.svelte";

const PAUSE_MS = 700;

const kept = new Map<string, FormDraft>();
/** What the book kept of forms that were not opened since. */
const stored = new Map<string, Readonly<Record<string, string>>>();
const waiting = new Map<string, ReturnType<typeof setTimeout>>();
let changed = $state.raw<readonly string[]>([]);
onClosed(() => {
  for (const timer of waiting.values()) clearTimeout(timer);
  for (const one of [kept, stored, waiting]) one.clear();
  changed = [];
});
// Another screen, or the lock: what is still on its way into the book goes now.
onLeave(() => Promise.allSettled([...waiting.keys()].map(keep)));

/** Fetches what was being written when the book was closed. */
export async function fetchDrafts(): Promise<void> {
  const forms = await file("drafts", null).catch(() => []);
  for (const { form, fields } of forms) {
    stored.set(keyOf(form), Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? ""])));
    noteChanges(form, true);
  }
}

/** Returns the draft of a record that was left, or a new one. The practice book has its own. */
export function draftOf(record: string, entry: Readonly<Record<string, string>>): FormDraft {
  const key = keyOf(record);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const draft = new FormDraft(entry, stored.get(key));
  stored.delete(key);
  kept.set(key, draft);
  return draft;
}

/** Whether a draft of the record was left with changes. */
export function isKept(record: string): boolean {
  return (kept.get(keyOf(record))?.changes.length ?? 0) > 0;
}

/** Notes that the form of a record holds something that is not saved, or nothing any more. */
export function noteChanges(record: string, some: boolean): void {
  const key = keyOf(record);
  if (changed.includes(key) !== some) changed = some ? [...changed, key] : changed.filter((one) => one !== key);
}

/** Keeps the draft of a record in the book, a moment after the last letter. */
export function keepSoon(record: string): void {
  clearTimeout(waiting.get(record));
  waiting.set(record, setTimeout(() => void keep(record), PAUSE_MS));
}

async function keep(record: string): Promise<void> {
  clearTimeout(waiting.get(record));
  waiting.delete(record);
  const draft = kept.get(keyOf(record));
  const fields = Object.fromEntries((draft?.changes ?? []).map((field) => [field, draft?.get(field) ?? ""]));
  // A draft that cannot be kept is still in the form: what counts is the save, which says so itself.
  if (Object.keys(fields).length === 0) await file("drop_draft", record).catch(() => null);
  else await file("keep_draft", { form: record, fields }).catch(() => null);
}

/** The records whose forms hold something that is not saved, `registrant:…` or `supporter:…`. Reactive. */
export function unsavedForms(): readonly string[] {
  return changed.map((key) => key.slice(key.indexOf(":") + 1));
}

/** Forgets the draft of a record: it is saved, or the person gave it up. */
export function forgetDraft(record: string): void {
  clearTimeout(waiting.get(record));
  waiting.delete(record);
  const known = kept.delete(keyOf(record));
  stored.delete(keyOf(record));
  noteChanges(record, false);
  if (known && book.open) void file("drop_draft", record).catch(() => null);
}

function keyOf(record: string): string {
  return `${book.state.practice ? "practice" : "book"}:${record}`;
}
