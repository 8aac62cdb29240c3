// 鍵をかける: what is under the hands is saved first, and nothing of the book stays in memory.
import { afterEach, beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import { loadAppearance } from "./appearance.svelte";
import { refreshBook } from "./book.svelte";
import { draftOf, fetchDrafts, forgetDraft, isKept, keepSoon, unsavedForms } from "./drafts.svelte";
import { lockNow, secondsLeft, watchIdle } from "./lock.svelte";
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

let end = (): void => undefined;
afterEach(() => {
  end();
  end = () => undefined;
  vi.useRealTimers();
});

/** A clock that moves only when the test says so; five minutes until the lock. */
async function watched(state: Record<string, unknown> = {}): Promise<void> {
  answer({ state: bookState(state), settings: { text: "normal", theme: "normal", lock_minutes: 5 } });
  await refreshBook();
  await loadAppearance();
  vi.useFakeTimers();
  end = watchIdle();
}

const locks = (): number => called.filter(([name]) => name === "lock").length;

test("after four minutes a minute is counted down, and any key goes on", async () => {
  await watched();
  await vi.advanceTimersByTimeAsync(239_000);
  expect(secondsLeft()).toBe(0);
  await vi.advanceTimersByTimeAsync(2000);
  expect(secondsLeft()).toBe(59);
  dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  expect(secondsLeft()).toBe(0);
  await vi.advanceTimersByTimeAsync(230_000);
  expect([secondsLeft(), locks()]).toEqual([0, 0]);
});

test("after five minutes without a key the book is locked", async () => {
  await watched();
  await vi.advanceTimersByTimeAsync(299_000);
  expect(locks()).toBe(0);
  answer({ state: bookState({ presence: "locked" }) });
  await vi.advanceTimersByTimeAsync(2000);
  expect(locks()).toBe(1);
});

test("a PC that has slept is locked at once, also during an event", async () => {
  await watched({ running: { mode: "real" } });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(locks()).toBe(0);
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(locks()).toBe(1);
});

test("the system says that it goes to sleep, and what is under the hands is saved first", async () => {
  await watched();
  const over = onLeave(() => called.push(["saved", null]));
  dispatchEvent(new Event("lock-book"));
  await vi.advanceTimersByTimeAsync(0);
  over();
  const order = called.map(([name]) => name);
  expect(order.indexOf("saved")).toBeLessThan(order.indexOf("lock"));
  expect(locks()).toBe(1);
});

test("the practice book is not locked by itself", async () => {
  await watched({ practice: true });
  await vi.advanceTimersByTimeAsync(900_000);
  expect([secondsLeft(), locks()]).toEqual([0, 0]);
});
