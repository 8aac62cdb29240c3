// Doing: an act is carried out once, said in words, can be taken back, and every shown question hears of it.
import type { Acts } from "../bindings/Acts";
import type { Done } from "../bindings/Done";
import type { Failure } from "../bindings/Failure";
import type { Files } from "../bindings/Files";
import type { HistoryLine } from "../bindings/HistoryLine";
import type { Problem } from "../bindings/Problem";
import { book, refreshBook } from "./book.svelte";
import { act, asFailure, file } from "./call";
import { onClosed } from "./closed";
import { noteSaving, showFailure } from "./failures.svelte";
import { touch } from "./refresh.svelte";
import { say } from "./status.svelte";
import { t, textOf } from "./text";

const DOUBLE_CLICK_MS = 400;
let lastPress = { what: "", at: 0 };
onClosed(() => (lastPress = { what: "", at: 0 }));

/** What a form gets back: done, or what is wrong at which field; null when the failure was shown in its own dialog. */
export type FormAnswer<T> = { done: Done<T>; problems: null } | { done: null; problems: Problem[] } | null;

/** Carries an act out. Shows what went wrong and answers null then. */
export async function run<K extends keyof Acts>(name: K, request: Acts[K][0]): Promise<Done<Acts[K][1]> | null> {
  const answer = await runForm(name, request);
  if (answer === null) return null;
  if (answer.problems !== null) {
    showFailure({ code: "problems", problems: answer.problems, hint: "" });
    return null;
  }
  return answer.done;
}

/** Carries an act out for a form, which shows the problems at its fields itself. */
export async function runForm<K extends keyof Acts>(name: K, request: Acts[K][0]): Promise<FormAnswer<Acts[K][1]>> {
  if (pressedTwice(name + JSON.stringify(request))) return null;
  try {
    const done = await act(name, request);
    await settle(done);
    return { done, problems: null };
  } catch (reason) {
    const failure = asFailure(reason);
    noteSaving(failure);
    if (failure.code === "problems") return { done: null, problems: failure.problems };
    showFailure(failure);
    return null;
  }
}

/** Does a file call that changes nothing undoable; shows what went wrong and answers null then. */
export async function runFile<K extends keyof Files>(name: K, request: Files[K][0]): Promise<Files[K][1] | null> {
  try {
    const answer = await file(name, request);
    await refreshBook();
    return answer;
  } catch (reason) {
    showFailure(asFailure(reason));
    return null;
  }
}

/** Tells the pages of a change that is committed: also for `import_list`, which answers `Done` itself. */
export async function settle<T>(done: Done<T>): Promise<void> {
  noteSaving(null);
  touch(done.touched);
  await refreshBook();
  // What no undo takes back offers none.
  if (done.entry !== null) say(sentence(done.entry), done.entry.verb === "note" ? "none" : "undo");
}

/** Takes the last act back. */
export async function undo(): Promise<void> {
  await turn("undo", book.state.undo);
}

/** Puts the act taken back last in place again. */
export async function redo(): Promise<void> {
  await turn("redo", book.state.redo);
}

async function turn(way: "undo" | "redo", line: HistoryLine | null): Promise<void> {
  if (pressedTwice(way + (line?.entry ?? ""))) return;
  if (line === null) {
    say(t(way === "undo" ? "app.nothing_to_undo" : "app.nothing_to_redo"));
    return;
  }
  try {
    const done = await file(way, null);
    noteSaving(null);
    touch(done.touched);
    await refreshBook();
    say(t(way === "undo" ? "app.undone" : "app.redone", { what: actName(line) }), way === "undo" ? "redo" : "undo");
  } catch (reason) {
    const failure: Failure = asFailure(reason);
    noteSaving(failure);
    await refreshBook();
    showFailure(failure);
  }
}

/** Returns what an act did and to whom: 「要支援者の記録を直しました(斎藤 和子)」. */
export function actName(line: HistoryLine): string {
  const name = textOf(`act.${line.call}`) ?? t("app.some_act");
  return line.subject === "" ? name : t("app.act_of", { subject: line.subject, act: name });
}

function sentence(line: HistoryLine): string {
  return t("app.did", { what: actName(line) });
}

function pressedTwice(what: string): boolean {
  const now = performance.now();
  const twice = lastPress.what === what && now - lastPress.at < DOUBLE_CLICK_MS;
  lastPress = { what, at: now };
  return twice;
}
