// The desk where a sheet is typed back: which row is under the hands, what is typed but not yet saved, what was saved last.
import type { EntryLine } from "../../bindings/EntryLine";
import type { EntrySheet } from "../../bindings/EntrySheet";
import type { ResultCode } from "../../bindings/ResultCode";
import type { ResultEntry } from "../../bindings/ResultEntry";
import type { YesNo } from "../../bindings/YesNo";
import { timeTyped } from "./time";

/** What is typed into a row and not yet on the sheet as it was answered. */
export interface Typed {
  code: ResultCode | null;
  time: string | null;
  note: string | null;
  name: string | null;
  place: string | null;
  sign: YesNo | null;
  /** Saved already; kept until the sheet is answered anew, so that nothing flickers. */
  saved: boolean;
}

/** A row as it is shown: what was answered, under what is typed. */
export interface Shown {
  code: ResultCode | null;
  time: string;
  note: string;
  name: string;
  place: string;
  sign: YesNo;
}

/** Why a row cannot be saved as it stands. */
export type Lack = "bad_time" | "need_name" | "need_result";

interface Place {
  page: number;
  line: number;
}

const NOTHING: Typed = { code: null, time: null, note: null, name: null, place: null, sign: null, saved: false };

/** The desk of one sheet after the other. */
export class Desk {
  sheet = $state.raw<EntrySheet | null>(null);
  pageAt = $state(0);
  lineAt = $state(0);
  /** Whether rows may be changed: a sheet that was typed whole is shown first. */
  locked = $state(false);
  private typed = $state<Record<string, Typed>>({});
  private carried = $state("");
  private lastSaved: Place | null = null;

  readonly page = $derived(this.sheet?.pages[this.pageAt]);
  readonly lines: readonly EntryLine[] = $derived(this.page?.lines ?? []);
  readonly line = $derived(this.lines[this.lineAt]);
  readonly people = $derived((this.sheet?.pages ?? []).flatMap((page) => page.lines).filter((line) => line.target !== null));
  readonly done = $derived(this.people.filter((line) => line.from_here).length);

  /** Lays a sheet down. A new one starts at its first empty row; the same one keeps the place. */
  lay(sheet: EntrySheet | null): void {
    const same = sheet !== null && this.sheet?.copy === sheet.copy;
    for (const key of Object.keys(this.typed)) {
      if (!same || this.typed[key]?.saved === true) delete this.typed[key];
    }
    this.sheet = sheet;
    if (same && this.carried === "") this.carried = this.timeOf(this.lastSaved);
    if (same || sheet === null) return;
    this.carried = "";
    this.lastSaved = null;
    const open = firstOpen(sheet);
    this.locked = open === null && this.people.length > 0;
    this.pageAt = open?.page ?? 0;
    this.lineAt = open?.line ?? 0;
  }

  /** Returns what a row shows. */
  shown(line: EntryLine, pageNo: number = this.page?.page ?? 0): Shown {
    const typed = this.typed[keyOf(pageNo, line)] ?? NOTHING;
    return {
      code: typed.code ?? (line.from_here ? line.code : null),
      time: typed.time ?? (line.from_here ? line.time : ""),
      note: typed.note ?? (line.from_here ? line.note : ""),
      name: typed.name ?? line.name,
      place: typed.place ?? line.address,
      sign: typed.sign ?? (line.from_here ? line.sign_seen : "unknown"),
    };
  }

  /** Returns the time that stands in the row under the hands: its own, or the one carried over. */
  timeAtHand(): string {
    const line = this.line;
    if (line === undefined) return "";
    const own = this.typed[keyOf(this.page?.page ?? 0, line)]?.time;
    return own ?? (line.from_here ? line.time : this.carried);
  }

  /** Types something into the row under the hands. */
  type(part: Partial<Omit<Typed, "saved">>): void {
    const line = this.line;
    if (line === undefined || this.locked) return;
    const key = keyOf(this.page?.page ?? 0, line);
    this.typed[key] = { ...(this.typed[key] ?? NOTHING), ...part, saved: false };
  }

  /** Notes the sign at the door: seen or not; said twice it is not known again. */
  typeSign(sign: "yes" | "no"): void {
    const line = this.line;
    if (line === undefined || line.target === null) return;
    this.type({ sign: this.shown(line).sign === sign ? "unknown" : sign });
  }

  /** Whether this row and all below it are blank lines nobody wrote into: then the sheet is at its end. */
  restIsBlank(): boolean {
    const below = (this.sheet?.pages ?? []).slice(this.pageAt).flatMap((page, at) =>
      page.lines.slice(at === 0 ? this.lineAt : 0).map((line) => ({ line, shown: this.shown(line, page.page) })));
    return below.every(({ line, shown }) => line.target === null && shown.name.trim() === "" && shown.code === null);
  }

  /** Takes result and time of the row above. */
  ditto(): void {
    const above = this.lines[this.lineAt - 1];
    if (above === undefined) return;
    const { code, time } = this.shown(above);
    if (code !== null) this.type({ code, ...(time === "" ? {} : { time }) });
  }

  /** Returns what is to be saved of the row under the hands: nothing, an entry, or what it lacks. */
  pending(): ResultEntry | Lack | null {
    const [line, sheet, page] = [this.line, this.sheet, this.page];
    if (line === undefined || sheet === null || page === undefined) return null;
    const typed = this.typed[keyOf(page.page, line)];
    if (typed === undefined || typed.saved) return null;
    const shown = this.shown(line);
    if (shown.code === null) return (typed.name ?? "").trim() === "" && (typed.sign ?? "unknown") === "unknown" ? null : "need_result";
    if (typed.code === null && !this.differs(line, shown)) return null;
    const time = timeTyped(this.timeAtHand());
    if (time === null) return "bad_time";
    if (line.target === null && shown.name.trim() === "") return "need_name";
    return {
      safety_check: sheet.safety_check, target: line.target,
      unlisted_name: line.target === null ? shown.name.trim() : "",
      unlisted_place: line.target === null ? shown.place.trim() : "",
      code: shown.code, sign_seen: shown.sign, time, note: shown.note.trim(),
      copy: sheet.copy, page: page.page, line: line.line,
    };
  }

  /** Notes that an entry is on the disk; its time goes on to the next row. */
  noteSaved(entry: ResultEntry): void {
    const line = this.sheet?.pages.find((page) => page.page === entry.page)?.lines.find((one) => one.line === entry.line);
    if (line === undefined) return;
    const key = keyOf(entry.page, line);
    this.typed[key] = { ...(this.typed[key] ?? NOTHING), time: entry.time, saved: true };
    this.carried = entry.time;
    this.lastSaved = { page: entry.page, line: entry.line };
  }

  /** Notes that an entry could not be kept, and goes back to its row. */
  noteUnsaved(entry: ResultEntry): void {
    const pageAt = this.sheet?.pages.findIndex((page) => page.page === entry.page) ?? -1;
    const lineAt = this.sheet?.pages[pageAt]?.lines.findIndex((one) => one.line === entry.line) ?? -1;
    const line = this.sheet?.pages[pageAt]?.lines[lineAt];
    if (line === undefined) return;
    const key = keyOf(entry.page, line);
    this.typed[key] = { ...(this.typed[key] ?? NOTHING), saved: false };
    this.pageAt = pageAt;
    this.lineAt = lineAt;
  }

  /** Goes to the row `step` further. Returns false past the last row of the last page. */
  move(step: 1 | -1): boolean {
    const next = this.lineAt + step;
    if (next >= 0 && next < this.lines.length) {
      this.lineAt = next;
      return true;
    }
    const page = this.pageAt + step;
    const lines = this.sheet?.pages[page]?.lines;
    if (lines === undefined) return false;
    this.pageAt = page;
    this.lineAt = step > 0 ? 0 : Math.max(0, lines.length - 1);
    return true;
  }

  /** Goes to a row of the page in view. */
  goTo(index: number): void {
    if (index >= 0 && index < this.lines.length) this.lineAt = index;
  }

  /** Goes to a page, to its first empty row. */
  turn(pageAt: number): void {
    const page = this.sheet?.pages[pageAt];
    if (page === undefined) return;
    this.pageAt = pageAt;
    this.lineAt = Math.max(0, page.lines.findIndex((line) => line.target !== null && !line.from_here));
  }

  private timeOf(seat: Place | null): string {
    const page = this.sheet?.pages.find((one) => one.page === seat?.page);
    return page?.lines.find((one) => one.line === seat?.line)?.time ?? "";
  }

  private differs(line: EntryLine, shown: Shown): boolean {
    return line.from_here && (shown.note !== line.note || shown.time !== line.time || shown.name !== line.name || shown.place !== line.address || shown.sign !== line.sign_seen);
  }
}

function keyOf(page: number, line: EntryLine): string {
  return `${page}/${line.line}`;
}

function firstOpen(sheet: EntrySheet): Place | null {
  for (const [page, { lines }] of sheet.pages.entries()) {
    const line = lines.findIndex((one) => one.target !== null && !one.from_here);
    if (line >= 0) return { page, line };
  }
  return null;
}
