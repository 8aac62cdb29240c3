// A record being written: its draft, kept while other screens are open, and the way to the disk. For `RecordForm`.
import { untrack } from "svelte";

import type { Entry, FormDraft } from "../kit/draft.svelte";
import type { FormAnswer } from "./act";
import { draftOf, forgetDraft, isKept, keepSoon, noteChanges } from "./drafts.svelte";
import { formErrors, showProblems } from "./form_errors";
import { formKeys } from "./form_keys";
import { readDays } from "./read_day";
import { t } from "./text";

/** Days as read for saving, by field; null where a field is empty. */
export type Days = Readonly<Record<string, string | null>>;

/** What one kind of record brings along. */
interface Given {
  kind: "registrant" | "supporter";
  /** Which record; empty for a new one. */
  id: () => string;
  /** What is on the disk; an empty record for a new one. */
  entry: () => Entry;
  /** Whether the record has come from the disk. */
  loaded: () => boolean;
  /** The fields that hold a day. */
  days: readonly string[];
  /** Saves; null where it could not, with the sentences at the fields. */
  send: (draft: FormDraft, days: Days) => Promise<FormAnswer<string>>;
  /** The record is on the disk. */
  saved: (id: string) => void;
}

/** A record as its form sees it. */
export interface OpenRecord {
  readonly draft: FormDraft;
  /** Whether something was left here when the form was opened. */
  readonly wasKept: boolean;
  readonly saving: boolean;
  readonly isNew: boolean;
  readonly ready: boolean;
  save(): Promise<void>;
  /** Throws the draft away. */
  giveUp(): void;
}

const MUST = ["name", "name_kana"];

/** Opens a record while the component lives. */
export function useRecord(given: Given): OpenRecord {
  let turn = $state(0);
  let saving = $state(false);
  let noted: Entry | undefined;
  const key = $derived(`${given.kind}:${given.id()}`);
  const isNew = $derived(given.id() === "");
  const ready = $derived(isNew || given.loaded());
  const draft = $derived.by(() => {
    void turn;
    const record = key;
    return untrack(() => draftOf(record, given.entry()));
  });
  const wasKept = $derived.by(() => {
    void turn;
    const record = key;
    return untrack(() => isKept(record));
  });

  $effect(() => formKeys(() => draft, () => void save()));
  $effect(() => {
    const [record, values] = [key, draft.now];
    if (!ready) return;
    const some = draft.changes.length > 0;
    untrack(() => {
      noteChanges(record, some);
      if (values !== noted) keepSoon(record);
      noted = values;
    });
  });
  $effect(() => {
    if (!given.loaded()) return;
    const entry = given.entry();
    untrack(() => draft.rebase(entry));
  });

  async function save(): Promise<void> {
    if (saving) return;
    saving = true;
    try {
      await trySave();
    } finally {
      saving = false;
    }
  }

  async function trySave(): Promise<void> {
    draft.settle();
    for (const field of MUST) draft.complain(field, draft.get(field).trim() === "" ? t("problem.missing") : "");
    const days = await readDays(draft, given.days);
    const complete = MUST.every((field) => draft.errors[field] === undefined) && given.days.every((day) => days[day] !== undefined);
    const answer = complete ? await given.send(draft, days) : null;
    if (answer?.done) {
      forgetDraft(key);
      given.saved(answer.done.value);
      turn += 1;
      return;
    }
    if (answer?.problems) showProblems(draft, answer.problems);
    focusFirstError(draft);
  }

  return {
    get draft() {
      return draft;
    },
    get wasKept() {
      return wasKept;
    },
    get saving() {
      return saving;
    },
    get isNew() {
      return isNew;
    },
    get ready() {
      return ready;
    },
    save,
    giveUp() {
      forgetDraft(key);
      turn += 1;
    },
  };
}

/** Puts the focus into the first field with an error. Returns whether there is one. */
export function focusFirstError(draft: FormDraft): boolean {
  const first = formErrors(draft)[0];
  if (first !== undefined) document.getElementById(first.id)?.focus();
  return first !== undefined;
}
