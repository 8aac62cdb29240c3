// Calls as they leave the page: long work goes one after the other, everything else at once.
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import { file } from "./call";
import { answer, called, forget, refused } from "./testing/program";

beforeEach(() => {
  forget();
});

test("a plan waits until a list is taken in, and also where that failed", async () => {
  let resolve: (done: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((done) => { resolve = done; });
  answer({ import_list: () => promise, proposal: {}, progress: {} });
  const taking = file("import_list", {} as never);
  const planning = file("proposal", {} as never);
  await file("progress", null);
  expect(called.map(([name]) => name).sort()).toEqual(["import_list", "progress"]);
  answer({ import_list: refused("cancelled") });
  resolve({});
  await taking;
  await planning;
  const [failed, planned] = await Promise.allSettled([file("import_list", {} as never), file("proposal", {} as never)]);
  expect([failed.status, planned.status]).toEqual(["rejected", "fulfilled"]);
});
