// What a form holds while it is written: the values, what they were, and every step back.

/** The values of a form by field. */
export type Entry = Readonly<Record<string, string>>;

/** A form being written. One run of typing in one field is one step. */
export class FormDraft {
  /** The values as they are saved. */
  before = $state.raw<Entry>({});
  /** The values as they stand in the form. */
  now = $state.raw<Entry>({});
  /** Sentences of what is wrong, by field. */
  errors = $state.raw<Entry>({});
  #steps = $state.raw<readonly Entry[]>([]);
  #open = "";

  /** `typed` is what was written and not saved when the form was open last: one step of its own. */
  constructor(before: Entry, typed: Entry = {}) {
    this.before = before;
    this.now = { ...before, ...typed };
    if (Object.keys(typed).length > 0) this.#steps = [before];
  }

  /** Returns the value of a field; empty where there is none. */
  get(field: string): string {
    return this.now[field] ?? "";
  }

  /** Returns the value of a field as it is saved. */
  was(field: string): string {
    return this.before[field] ?? "";
  }

  /** Writes a field. A sentence about its old value is taken away, for it may no longer be true. */
  set(field: string, value: string): void {
    if (value === this.get(field)) return;
    if (this.#open !== field) {
      this.#steps = [...this.#steps, this.now];
      this.#open = field;
    }
    this.now = { ...this.now, [field]: value };
    if (this.errors[field] !== undefined) this.complain(field, "");
  }

  /** Ends the run of typing: the next letter begins a new step. */
  settle(): void {
    this.#open = "";
  }

  /** Writes a field by one press: a step of its own. */
  choose(field: string, value: string): void {
    this.settle();
    this.set(field, value);
    this.settle();
  }

  /** Writes several fields by one press: one step. */
  write(values: Entry): void {
    this.settle();
    this.#steps = [...this.#steps, this.now];
    this.now = { ...this.now, ...values };
    for (const field of Object.keys(values)) if (this.errors[field] !== undefined) this.complain(field, "");
  }

  /** Says what is wrong in a field, or with an empty sentence that nothing is. */
  complain(field: string, sentence: string): void {
    const rest = Object.fromEntries(Object.entries(this.errors).filter(([name]) => name !== field));
    this.errors = sentence === "" ? rest : { ...rest, [field]: sentence };
  }

  /** Whether a field differs from what is saved. */
  changed(field: string): boolean {
    return this.get(field) !== this.was(field);
  }

  /** The fields that differ from what is saved. */
  get changes(): string[] {
    return Object.keys({ ...this.before, ...this.now }).filter((field) => this.changed(field));
  }

  /** Whether there is a step to take back. */
  get canStepBack(): boolean {
    return this.#steps.length > 0;
  }

  /** Takes the last step back. */
  stepBack(): void {
    const last = this.#steps.at(-1);
    if (last === undefined) return;
    this.now = last;
    this.#steps = this.#steps.slice(0, -1);
    this.#open = "";
    this.errors = {};
  }

  /** Puts everything back to what is saved; itself one step that can be taken back. */
  takeAllBack(): void {
    if (this.changes.length === 0) return;
    this.#steps = [...this.#steps, this.now];
    this.#open = "";
    this.now = this.before;
    this.errors = {};
  }

  /** Takes over what is saved now, keeping what the person changed since. */
  rebase(saved: Entry): void {
    const kept = this.changes;
    const now: Record<string, string> = { ...saved };
    for (const field of kept) now[field] = this.get(field);
    this.before = saved;
    this.now = now;
  }

  /** The words of the value before, where another of `options` was chosen since. */
  wordBefore(field: string, options: readonly { value: string; label: string }[]): string | undefined {
    if (!this.changed(field)) return undefined;
    return options.find((option) => option.value === this.was(field))?.label ?? "";
  }

  /** Whether a code is among the ticked ones of a field. */
  ticked(field: string, code: string): boolean {
    return codesOf(this.get(field)).includes(code);
  }

  /** Ticks or unticks a code of a field. */
  tick(field: string, code: string, on: boolean): void {
    const others = codesOf(this.get(field)).filter((one) => one !== code);
    this.choose(field, joinCodes(on ? [...others, code] : others));
  }
}

/** Returns the codes a ticked field holds. */
export function codesOf(value: string): string[] {
  return value.split(" ").filter((code) => code !== "");
}

/** Returns ticked codes as the one text a field holds. */
export function joinCodes(codes: readonly string[]): string {
  return [...codes].sort().join(" ");
}

/** Returns `value` if it is one of `codes`, else `otherwise`: the typed way out of a form. */
export function oneOf<const C extends readonly string[]>(codes: C, value: string, otherwise: C[number]): C[number] {
  return codes.find((code) => code === value) ?? otherwise;
}
