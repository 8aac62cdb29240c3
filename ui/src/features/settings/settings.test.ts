// 設定: a place is put right above its list, and the hands come back to where they were.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import { open } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import Settings from "./Settings.svelte";

const place = (id: string, name: string) => ({ id, council: "k1", name, kind: "shelter", address: "若葉町一丁目1-1", phone: "", note: "" });

beforeEach(() => {
  forget();
  open("settings", { part: "places" });
  answer({
    state: bookState(),
    council_setup: {
      council: { id: "k1" }, blocks: [], places: [place("p1", "若葉小学校"), place("p2", "みどり会館")], zones: [], people_per_block: [],
      people_without_block: 0, today: "2026-11-25",
    },
    save_place: { value: "p1", entry: historyLine({ call: "save_place" }), touched: [] },
  });
});

test("a place is put right, and the focus comes back to its button", async () => {
  render(Settings);
  const edit = await screen.findByRole("button", { name: "若葉小学校 直す" });
  await userEvent.click(edit);
  const name = screen.getByRole("textbox", { name: "施設の名前" });
  expect(name).toHaveFocus();
  await userEvent.clear(name);
  await userEvent.type(name, "若葉小{Enter}");
  await waitFor(() => expect(called.findLast(([call]) => call === "save_place")?.[1]).toMatchObject({ id: "p1", name: "若葉小", kind: "shelter" }));
  await waitFor(() => expect(screen.queryByRole("form")).not.toBeInTheDocument());
  expect(edit).toHaveFocus();
});

test("another place chosen while one is open takes its stead, and 閉じる throws nothing at the disk", async () => {
  render(Settings);
  await userEvent.click(await screen.findByRole("button", { name: "若葉小学校 直す" }));
  await userEvent.click(screen.getByRole("button", { name: "みどり会館 直す" }));
  expect(screen.getByRole("textbox", { name: "施設の名前" })).toHaveValue("みどり会館");
  expect(screen.getByRole("textbox", { name: "施設の名前" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "閉じる" }));
  expect(called.some(([call]) => call === "save_place")).toBe(false);
  await waitFor(() => expect(screen.getByRole("button", { name: "みどり会館 直す" })).toHaveFocus());
});
