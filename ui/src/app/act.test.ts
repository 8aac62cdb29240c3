// Acts as a person sees them: said once, taken back, refused in words.
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import { run, runForm, undo } from "./act";
import { refreshBook } from "./book.svelte";
import { failures } from "./failures.svelte";
import { changesOf } from "./refresh.svelte";
import { status } from "./status.svelte";
import { answer, bookState, called, forget, historyLine, refused } from "./testing/program";

beforeEach(() => {
  forget();
  answer({ state: bookState({ undo: historyLine() }) });
});

test("an act is said with whom it concerned, and the questions of its kinds are asked again", async () => {
  answer({ confirm_registrant: { value: null, entry: historyLine(), touched: ["registrant"] } });
  const before = changesOf(["registrant"]);
  await run("confirm_registrant", "r1");
  expect(status.line).toEqual({ text: expect.stringContaining("斎藤 和子"), offer: "undo" });
  expect(changesOf(["registrant"])).toBeGreaterThan(before);
});

test("a second press within 400 ms does nothing", async () => {
  answer({ confirm_registrant: { value: null, entry: historyLine(), touched: [] } });
  await Promise.all([run("confirm_registrant", "r2"), run("confirm_registrant", "r2")]);
  expect(called.filter(([name]) => name === "confirm_registrant")).toHaveLength(1);
});

test("problems go back to the form and open no dialog", async () => {
  answer({ save_place: refused("problems", [{ field: "name", rule: "missing", detail: "" }]) });
  const result = await runForm("save_place", { id: "", council: "k", name: "", kind: "other", address: "", phone: "", note: "" });
  expect(result?.problems).toHaveLength(1);
  expect(failures.shown).toBeNull();
});

test("a failed save stays on record until a save succeeds", async () => {
  answer({ remove_place: refused("disk_full") });
  await run("remove_place", "p1");
  expect(failures.notSaved?.code).toBe("disk_full");
  answer({ remove_place: { value: null, entry: null, touched: [] } });
  await run("remove_place", "p2");
  expect(failures.notSaved).toBeNull();
});

test("what was taken back can be put back", async () => {
  answer({ undo: { value: null, entry: historyLine({ verb: "undo" }), touched: ["registrant"] } });
  await refreshBook();
  await undo();
  expect(status.line?.offer).toBe("redo");
});
