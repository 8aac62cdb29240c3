// What every page test starts with: matchers of the document and an empty page afterwards.
import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

configure({ asyncUtilTimeout: 20_000 });

afterEach(() => cleanup());

// jsdom lays nothing out, so nothing ever changes its size.
class Unmoved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= Unmoved;
