// The keyboard everywhere: conversions submit nothing, what opened gives the focus back, and no source breaks the rules.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { afterEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("./testing/program")).fakeCore());

import Sheet from "../kit/Sheet.svelte";
import SidePanel from "../kit/SidePanel.svelte";
import { guardWebview } from "./keys";

const words = createRawSnippet(() => ({ render: () => "<p>ことば</p>" }));
const sources = import.meta.glob<string>("../**/*.{svelte,ts}", { query: "?raw", import: "default", eager: true });
const written = Object.entries(sources).filter(([path]) => !path.includes(".test.") && !path.includes("/bindings/"));

afterEach(() => document.body.replaceChildren());

function opener(): HTMLButtonElement {
  const button = document.createElement("button");
  document.body.append(button);
  button.focus();
  return button;
}

test("an Enter that ends a conversion submits nothing, any other does", () => {
  const end = guardWebview();
  const field = document.createElement("input");
  document.body.append(field);
  const enter = (change: object): boolean => {
    const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...change });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([enter({ keyCode: 229 }), enter({ isComposing: true }), enter({ key: "Process", code: "NumpadEnter" }), enter({})]).toEqual([true, true, true, false]);
  end();
  expect(enter({ keyCode: 229 })).toBe(false);
});

test("a sheet that closes gives the focus back to what opened it", async () => {
  const button = opener();
  const { unmount } = render(Sheet, { title: "使い方", children: words, onclose: () => undefined });
  screen.getByRole("button", { name: "閉じる" }).focus();
  expect(button).not.toHaveFocus();
  unmount();
  await waitFor(() => expect(button).toHaveFocus());
});

test("a panel over its list takes the keys, Esc closes it and gives them back", async () => {
  const over = document.createElement("style");
  over.textContent = ".panel--open { position: absolute }";
  document.body.append(over);
  const button = opener();
  render(SidePanel, { label: "選んだ人", open: true, children: words });
  const panel = screen.getByRole("complementary", { name: "選んだ人" });
  await waitFor(() => expect(panel).toHaveFocus());
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(button).toHaveFocus());
});

test("a panel beside its list leaves the hands where they are", async () => {
  const button = opener();
  render(SidePanel, { label: "選んだ人", open: true, children: words });
  await new Promise((go) => setTimeout(go, 20));
  expect(button).toHaveFocus();
});

test.each(written)("%s: no positive tabindex, and Enter is never taken from the input method", (_, source) => {
  expect(source).not.toMatch(/tabindex=["{]?\s*[1-9]/);
  if (/=== "Enter"/.test(source)) expect(source).toMatch(/isComposing\(/);
});
