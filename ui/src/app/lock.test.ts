// 鍵をかける: what is under the hands is saved first, and nothing of the book stays in memory.
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import { refreshBook } from "./book.svelte";
import { draftOf, fetchDrafts, forgetDraft, isKept, keepSoon, unsavedForms } from "./drafts.svelte";
import { lockNow } from "./lock.svelte";
import { onLeave, open, place } from "./screens.svelte";
import { answer, bookState, called, forget } from "./testing/program";

beforeEach(async () => {
  forget();
  answer({ state: bookState(), lock: null, leave_practice: null, keep_draft: null, drop_draft: null });
  await refreshBook();
});

test("a locked book leaves neither what was typed nor whom one looked at", async () => {
  draftOf("registrant:r1", { name: "斎藤" }).set("name", "齋藤");
  open("registrants", { text: "斎藤 和子" });
  answer({ state: bookState({ presence: "locked" }) });
  await lockNow();
  answer({ state: bookState() });
  await refreshBook();
  expect(isKept("registrant:r1")).toBe(false);
  expect(place.screen).toBe("home");
  expect(place.params).toEqual({});
});

test("a book that could not be locked keeps what was typed", async () => {
  draftOf("registrant:r1", { name: "斎藤" }).set("name", "齋藤");
  await lockNow();
  expect(isKept("registrant:r1")).toBe(true);
});

test("a screen saves what is under the hands before the lock falls", async () => {
  const end = onLeave(async () => {
    await Promise.resolve();
    called.push(["saved", null]);
  });
  await lockNow();
  end();
  const order = called.map(([name]) => name);
  expect(order.indexOf("saved")).toBeLessThan(order.indexOf("lock"));
  expect(order).toContain("saved");
});

test("what a form holds goes into the book before the lock falls and comes back with it", async () => {
  draftOf("registrant:r2", { name: "斎藤", room: "" }).set("room", "奥の和室");
  keepSoon("registrant:r2");
  await lockNow();
  const order = called.map(([name]) => name);
  expect(called.find(([name]) => name === "keep_draft")?.[1]).toEqual({ form: "registrant:r2", fields: { room: "奥の和室" } });
  expect(order.indexOf("keep_draft")).toBeLessThan(order.indexOf("lock"));
  answer({ state: bookState({ presence: "locked" }) });
  await refreshBook();
  answer({ state: bookState(), drafts: [{ form: "registrant:r2", fields: { room: "奥の和室" } }] });
  await refreshBook();
  await fetchDrafts();
  expect(unsavedForms()).toEqual(["registrant:r2"]);
  const draft = draftOf("registrant:r2", { name: "斎藤", room: "居間" });
  expect([draft.get("room"), draft.was("room")]).toEqual(["奥の和室", "居間"]);
  forgetDraft("registrant:r2");
  expect(called.at(-1)).toEqual(["drop_draft", "registrant:r2"]);
});
