// The kit as a person meets it: keys, errors, long lists.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, test, vi } from "vitest";

import Button from "./Button.svelte";
import DataTable from "./DataTable.svelte";
import Field from "./Field.svelte";
import { digitOf, isComposing } from "./keys";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

test("a field names its error and says it at once", () => {
  render(Field, { label: "名前", value: "", error: "書いてください", must: true });
  expect(screen.getByRole("textbox", { name: /名前/ })).toHaveAccessibleDescription(/書いてください/);
  expect(screen.getByRole("alert")).toHaveTextContent("書いてください");
});

test("a button that cannot be pressed now keeps the focus and says why", async () => {
  const onpress = vi.fn();
  render(Button, { children: words("帳面を開く"), reason: "あと4秒", onpress });
  const button = screen.getByRole("button", { name: "帳面を開く" });
  await userEvent.click(button);
  expect(onpress).not.toHaveBeenCalled();
  expect(button).toHaveAccessibleDescription("あと4秒");
});

test("a double click is one press", async () => {
  const onpress = vi.fn();
  render(Button, { children: words("保存する"), onpress });
  await userEvent.dblClick(screen.getByRole("button", { name: "保存する" }));
  expect(onpress).toHaveBeenCalledTimes(1);
});

test("a list of ten thousand rows draws only what is near the window", async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ id: `r${i}` }));
  const opened = vi.fn();
  render(DataTable<{ id: string }>, {
    label: "名簿", columns: [{ key: "id", head: "番号" }], rows, rowKey: (row) => row.id, onopen: opened,
    row: createRawSnippet((row: () => { id: string }) => ({ render: () => `<td>${row().id}</td>` })),
  });
  const grid = screen.getByRole("grid", { name: "名簿" });
  expect(grid).toHaveAttribute("aria-rowcount", "10000");
  expect(screen.getAllByRole("row").length).toBeLessThan(100);
  grid.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(screen.getByRole("row", { selected: true })).toHaveTextContent("r1");
  await userEvent.keyboard("{Enter}");
  expect(opened).toHaveBeenCalledWith(rows[1], 1);
});

test("keys of the input method are not ours, full-width digits are", () => {
  expect(isComposing(new KeyboardEvent("keydown", { key: "Process" }))).toBe(true);
  expect(isComposing(new KeyboardEvent("keydown", { key: "Enter" }))).toBe(false);
  expect([digitOf("4"), digitOf("4"), digitOf("あ")]).toEqual([4, 4, null]);
});
