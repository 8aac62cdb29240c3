// 取り込み from the chosen file to the last row: what was chosen, what was read, how far the person has come.
import type { CodeMeaning } from "../../bindings/CodeMeaning";
import type { CodedColumn } from "../../bindings/CodedColumn";
import type { Failure } from "../../bindings/Failure";
import type { IntakeDone } from "../../bindings/IntakeDone";
import type { IntakePreview } from "../../bindings/IntakePreview";
import type { IntakeRequest } from "../../bindings/IntakeRequest";
import type { ListContent } from "../../bindings/ListContent";
import type { Medium } from "../../bindings/Medium";
import { settle, undo } from "../../app/act";
import { book } from "../../app/book.svelte";
import { ask, asFailure, chooseOpen, chooseSave, file, type Chosen } from "../../app/call";
import { onClosed } from "../../app/closed";
import { showFailure } from "../../app/failures.svelte";
import { open } from "../../app/screens.svelte";
import { say } from "../../app/status.svelte";
import { t } from "../../app/text";

/** The steps, in their order. */
export const STEPS = ["file", "columns", "rows", "done"] as const;

/** A step. */
export type Step = (typeof STEPS)[number];

/** Rows of the preview shown at once. */
export const ROWS_AT_ONCE = 50;

/** What is under way. */
export type Work = "none" | "reading" | "importing" | "comparing" | "saving";

class Intake {
  step = $state<Step>("file");
  chosen = $state.raw<Chosen | null>(null);
  preview = $state.raw<IntakePreview | null>(null);
  content = $state<ListContent | null>(null);
  columns = $state.raw<Readonly<Record<string, string>>>({});
  codes = $state.raw<Readonly<Record<string, Readonly<Record<string, CodeMeaning>>>>>({});
  anew = $state(false);
  worksheet = $state("");
  sender = $state("");
  medium = $state<Medium>("unknown");
  /** The day the data stand for as typed, where the list does not say it, and what was understood of it. */
  typedDay = $state("");
  day = $state<string | null>(null);
  offset = $state(0);
  onlyProblems = $state(false);
  onlyPassed = $state(false);
  otherDistrict = $state(false);
  work = $state<Work>("none");
  done = $state.raw<IntakeDone | null>(null);
  undone = $state(false);
  stopped = $state(false);
  saved = $state("");
  #entry: string | null = null;
  #turn = 0;

  /** Whether the file can be read at all. */
  get refused(): boolean {
    return (this.preview?.refusals.length ?? 0) > 0;
  }

  /** Begins anew with the choice of a file. */
  begin(): void {
    this.step = "file";
    this.chosen = null;
    this.preview = null;
    this.typedDay = "";
    this.day = null;
    this.done = null;
    this.undone = this.stopped = false;
    this.saved = "";
    this.#forgetReading();
  }

  /** Forgets file and sender, and does not hear an answer that is still under way. */
  forget(): void {
    this.#turn += 1;
    this.begin();
    this.sender = "";
    this.medium = "unknown";
    this.work = "none";
  }

  /** Lets the person choose a file and reads it. */
  async choose(): Promise<void> {
    const chosen = await chooseOpen("list").catch((reason: unknown) => {
      showFailure(asFailure(reason));
      return null;
    });
    if (chosen === null) return;
    this.begin();
    this.chosen = chosen;
    // The city of the council is the usual sender. It is known before the list is read: another sender reads it anew.
    if (this.sender === "") this.sender = await ask("council_setup", null).then((setup) => setup.council.city, () => "");
    await this.read();
    this.#goOn();
  }

  /** Reads the list although everybody on it lives elsewhere: the person knows why. */
  async readAllTheSame(): Promise<void> {
    this.otherDistrict = true;
    await this.read();
    this.#goOn();
  }

  /** Whether the only thing against the list is where its people live. */
  get isElsewhere(): boolean {
    const refusals = this.preview?.refusals ?? [];
    return refusals.length > 0 && refusals.every((refusal) => refusal.rule === "other_district");
  }

  #goOn(): void {
    if (this.preview === null) return;
    // A missing column can be shown to the program by hand; everything else needs another file.
    const mendable = this.preview.refusals.every((refusal) => refusal.rule === "column_missing");
    if (mendable && this.preview.columns.length > 0) this.step = "columns";
  }

  /** Reads the file as it is to be understood now. */
  async read(): Promise<void> {
    const mine = ++this.#turn;
    this.work = "reading";
    this.stopped = false;
    try {
      const preview = await file("preview_list", this.#request());
      if (mine !== this.#turn) return;
      this.preview = preview;
    } catch (reason) {
      const failure = asFailure(reason);
      if (mine !== this.#turn) return;
      if (failure.code === "cancelled") this.stopped = true;
      else this.#show(failure);
    } finally {
      if (mine === this.#turn) this.work = "none";
    }
  }

  /** Takes a heading for a column and reads anew. */
  async take(heading: string, column: string): Promise<void> {
    const now = Object.fromEntries((this.preview?.columns ?? []).map((one) => [one.heading, one.column]));
    this.columns = { ...now, ...this.columns, [heading]: column };
    this.offset = 0;
    await this.read();
  }

  /** Says what a code of a column stands for and reads anew; nothing, if it is unknown again. */
  async explain(column: CodedColumn, code: string, meaning: string): Promise<void> {
    const told = Object.fromEntries(column.codes.flatMap((row) => {
      const now = row.code === code ? column.choices.find((choice) => choice === meaning) ?? null : row.meaning;
      return now === null ? [] : [[row.code, now]];
    }));
    this.codes = { ...this.codes, [column.heading]: told };
    await this.read();
  }

  /** Reads the list as if nothing were remembered of earlier ones. */
  async readAnew(): Promise<void> {
    this.anew = true;
    this.columns = {};
    this.codes = {};
    this.offset = 0;
    await this.read();
  }

  /** Says what the list holds; the headings are proposed anew. */
  async hold(content: ListContent): Promise<void> {
    this.content = content;
    this.columns = {};
    this.offset = 0;
    await this.read();
  }

  /** Turns to another sheet of the workbook. */
  async turnTo(worksheet: string): Promise<void> {
    this.worksheet = worksheet;
    this.columns = {};
    this.offset = 0;
    await this.read();
  }

  /** Shows another part of the rows. */
  async show(offset: number, onlyProblems: boolean): Promise<void> {
    this.offset = Math.max(0, offset);
    this.onlyProblems = onlyProblems;
    await this.read();
  }

  /** Takes the good rows in. */
  async import(): Promise<void> {
    this.work = "importing";
    this.stopped = false;
    try {
      const done = await file("import_list", this.#request());
      this.#entry = done.entry?.entry ?? null;
      this.done = done.value;
      this.step = "done";
      await settle(done);
    } catch (reason) {
      const failure = asFailure(reason);
      if (failure.code === "cancelled") this.stopped = true;
      else this.#show(failure);
    } finally {
      this.work = "none";
    }
  }

  /** Whether the list is one of the city and there is somebody to compare it with. */
  get isComparable(): boolean {
    return this.preview?.content === "registrants" && this.preview.in_book > 0;
  }

  /** Lays the list beside the roster, to be decided row by row. */
  async compare(): Promise<void> {
    this.work = "comparing";
    this.stopped = false;
    try {
      await settle(await file("begin_comparison", { list: this.#request() }));
      this.begin();
      open("comparison");
    } catch (reason) {
      const failure = asFailure(reason);
      if (failure.code === "cancelled") this.stopped = true;
      else this.#show(failure);
    } finally {
      this.work = "none";
    }
  }

  /** Ends the work under way; everything stays as it was. */
  cancel(): void {
    void file("cancel", null).catch(() => undefined);
  }

  /** Takes the whole import back. */
  async takeBack(): Promise<void> {
    await undo();
    this.undone = book.state.undo?.entry !== this.#entry;
  }

  /** Writes the rows that stayed outside into a file. */
  async saveRejected(): Promise<void> {
    const chosen = await chooseSave(t("import.done.rejected_name")).catch(() => null);
    if (chosen === null) return;
    this.work = "saving";
    try {
      const saved = await file("save_rejected_rows", { list: this.#request(), file: chosen.token });
      this.saved = t("import.done.saved", { file: saved.name, n: saved.pages });
      say(this.saved);
    } catch (reason) {
      this.#show(asFailure(reason));
    } finally {
      this.work = "none";
    }
  }

  #request(): IntakeRequest {
    return {
      file: this.chosen?.token ?? "",
      content: this.content,
      columns: { ...this.columns },
      codes: { ...this.codes },
      anew: this.anew,
      worksheet: this.worksheet,
      sender: this.sender.trim(),
      medium: this.medium, as_of: this.day,
      offset: this.offset,
      limit: ROWS_AT_ONCE,
      only_problems: this.onlyProblems,
      other_district_ok: this.otherDistrict,
    };
  }

  #forgetReading(): void {
    this.content = null;
    this.columns = {};
    this.codes = {};
    this.anew = false;
    this.worksheet = "";
    this.offset = 0;
    this.onlyProblems = false;
    this.onlyPassed = false;
    this.otherDistrict = false;
  }

  #show(failure: Failure): void {
    showFailure(failure);
  }
}

/** The one intake of the window; it is kept while other screens are open. */
export const intake = new Intake();
onClosed(() => intake.forget());
