// 鍵をかける: what is under the hands is saved first, and nothing of the book stays in memory.
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import { refreshBook } from "./book.svelte";
import { draftOf, isKept } from "./drafts.svelte";
import { lockNow } from "./lock.svelte";
import { onLeave, open, place } from "./screens.svelte";
import { answer, bookState, called, forget } from "./testing/program";

beforeEach(async () => {
  forget();
  answer({ state: bookState(), lock: null, leave_practice: null });
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
