// What stands once on a sheet, and what must stay on every line.
import { expect, it } from "vitest";

import { sharedTown } from "./place";

it("takes out the 町丁目 only where every line has it", () => {
  expect(sharedTown(["せせらぎ町1丁目1-8", "せせらぎ町1丁目14-3"])).toBe("せせらぎ町1丁目");
  expect(sharedTown(["せせらぎ町1丁目1-8", "せせらぎ町2丁目14-3"])).toBe("");
  expect(sharedTown(["風見町3", "風見町4"])).toBe("");
  expect(sharedTown(["せせらぎ町1丁目1-8"])).toBe("");
  expect(sharedTown([])).toBe("");
});
