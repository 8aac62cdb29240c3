// 使う人: somebody is written down and given words that are shown once; a role that cannot be given up says so at its place.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import { refreshBook } from "../../app/book.svelte";
import { open } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine, refused } from "../../app/testing/program";
import Settings from "./Settings.svelte";

const LEAD = bookState()["user"] as Record<string, unknown>;
const HAND = { ...LEAD, id: "u2", name: "土屋 実", kana: "ツチヤ ミノル", role: "drill", districts: ["b1"], pledged_on: null };
const done = (call: string, value: unknown = null) => ({ value, entry: historyLine({ call, verb: "note" }), touched: ["user"] });

beforeEach(async () => {
  forget();
  open("settings", { part: "users" });
  answer({
    state: bookState(),
    council_setup: {
      council: { id: "k1" }, blocks: [{ id: "b1", name: "一班" }, { id: "b2", name: "二班" }], places: [], zones: [], people_per_block: [],
      people_without_block: 0, today: "2026-11-25",
    },
    users: [LEAD, HAND], save_user: done("save_user", "u3"), give_key: done("give_key"), end_user: done("end_user"),
    propose_passphrase: "はるかぜ さくらえき やかん こたつ みずうみ",
  });
  await refreshBook();
});

const asked = (name: string): unknown => called.findLast(([one]) => one === name)?.[1];

test("somebody new is written down with role and blocks, and the first words are shown once", async () => {
  render(Settings);
  await userEvent.click(await screen.findByRole("button", { name: "使う人を加える" }));
  const form = screen.getByRole("form", { name: "使う人を加える" });
  await userEvent.type(within(form).getByLabelText(/^名前/), "森 明子");
  await userEvent.click(within(form).getByRole("radio", { name: /^コーディネーター/ }));
  await userEvent.click(within(form).getByRole("checkbox", { name: "二班" }));
  await userEvent.click(within(form).getByRole("button", { name: "加えて、鍵の言葉を作る" }));
  await screen.findByRole("heading", { name: "森 明子さんの はじめの鍵の言葉" });
  expect(asked("save_user")).toMatchObject({ id: "", name: "森 明子", role: "coordinator", districts: ["b2"] });
  expect(asked("give_key")).toEqual({ user: "u3", passphrase: "はるかぜ さくらえき やかん こたつ みずうみ" });
  await userEvent.click(screen.getByRole("button", { name: "書きとめました" }));
  expect(screen.queryByText(/はるかぜ/)).not.toBeInTheDocument();
});

test("a role that cannot be given up says why at its place", async () => {
  answer({ save_user: refused("problems", [{ field: "role", rule: "last_lead", detail: "", row: null, column: null }]) });
  render(Settings);
  await userEvent.click(await screen.findByRole("button", { name: "大野 恵子 直す" }));
  expect(screen.queryByRole("button", { name: "使うのをやめる" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: /^見るだけ/ }));
  await userEvent.click(screen.getByRole("button", { name: "保存する" }));
  expect(await screen.findByText(/先にほかの方を代表にしてください/)).toBeInTheDocument();
});

test("somebody is let go, and the focus comes back", async () => {
  render(Settings);
  const edit = await screen.findByRole("button", { name: "土屋 実 直す" });
  await userEvent.click(edit);
  await userEvent.click(screen.getByRole("button", { name: "使うのをやめる" }));
  await waitFor(() => expect(asked("end_user")).toBe("u2"));
  await waitFor(() => expect(edit).toHaveFocus());
});
