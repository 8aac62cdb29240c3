// First start and unlocking, as a person does them.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import App from "../../App.svelte";
import { answer, bookState, called, forget, refused } from "../../app/testing/program";

beforeEach(() => {
  forget();
  answer({
    settings: { text: "normal", theme: "normal", lock_minutes: 15 },
    save_settings: null,
    propose_passphrase: "はるかぜ さくらえき やかん こたつ みずうみ",
    create_book: { groups: ["K7MQ", "4RTX", "9WHP", "2JCF"] },
    home: {
      council: "若葉東福祉の会", today: "2026-11-25", today_shown: "令和8年11月25日(水)", todos: [], registrants: 0, supporters: 0, standby: 0,
      coverage: { full: 0, one: 0, zero: 0 }, safety_check: null, days_until_check: null, backed_up_at: null, clock_doubtful: false, now: "2026-11-25T01:00:00Z", chain_break: null,
    },
  });
});

test("a book is made, and used only after the reserve key was read from the paper", async () => {
  answer({ state: bookState({ presence: "none", council: "" }) });
  render(App);
  await userEvent.click(await screen.findByRole("button", { name: "新しい帳面を作る" }));
  await userEvent.type(screen.getByRole("textbox", { name: "会の名前" }), "若葉東福祉の会");
  await userEvent.type(screen.getByRole("textbox", { name: /よみ/ }), "わかばひがし");
  await userEvent.type(screen.getByRole("textbox", { name: /市区町村/ }), "みどり野市");
  await userEvent.type(screen.getByRole("textbox", { name: /あなたの名前/ }), "大野 恵子");
  await userEvent.click(screen.getByRole("button", { name: "次へ" }));
  expect(await screen.findByText(/はるかぜ さくらえき/)).toBeInTheDocument();
  answer({ state: bookState() });
  await userEvent.click(screen.getByRole("button", { name: "帳面を作る" }));
  const asked = await screen.findByRole("textbox", { name: /3組目/ });
  await userEvent.type(asked, "9whq");
  await userEvent.click(screen.getByRole("button", { name: "帳面を使い始める" }));
  expect(screen.getByRole("alert")).toHaveTextContent("3組目とちがいます");
  await userEvent.clear(asked);
  await userEvent.type(asked, "9whp");
  await new Promise((go) => setTimeout(go, 450));
  await userEvent.click(screen.getByRole("button", { name: "帳面を使い始める" }));
  expect(await screen.findByRole("heading", { name: "今日やること" })).toBeInTheDocument();
  expect(called.find(([name]) => name === "create_book")?.[1]).toMatchObject({ council: "若葉東福祉の会", user: "大野 恵子" });
}, 20_000);

test("a wrong phrase keeps what was typed and says what to look at", async () => {
  answer({ state: bookState({ presence: "locked" }), open_book: refused("wrong_key", [], "2") });
  render(App);
  const field = await screen.findByRole("textbox", { name: "鍵の言葉" });
  await userEvent.type(field, "ちがう言葉{Enter}");
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("開きませんでした"));
  expect(field).toHaveValue("ちがう言葉");
});

const HOLDERS = [{ holder: "u1", name: "大野 恵子" }, { holder: "u2", name: "土屋 実" }];

test("where several can open the book, it asks who, by keys as well, and opens with the words of that person", async () => {
  answer({ state: bookState({ presence: "locked", user: null, holders: HOLDERS }), open_book: null, drafts: [] });
  render(App);
  await screen.findByRole("heading", { name: "だれが開きますか" });
  expect(screen.getByRole("button", { name: "大野 恵子" })).toHaveFocus();
  expect(screen.queryByRole("textbox", { name: "鍵の言葉" })).not.toBeInTheDocument();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await screen.findByText("土屋 実さん");
  answer({ state: bookState() });
  await userEvent.type(screen.getByLabelText(/^鍵の言葉/), "もりのくまさんがあるいていました{Enter}");
  await screen.findByRole("heading", { name: "今日やること" });
  expect(called.find(([name]) => name === "open_book")?.[1]).toEqual({ user: "u2", accept_older: false, passphrase: "もりのくまさんがあるいていました" });
});

test("given words are changed and the promise of the year is made before the first page", async () => {
  const me = { ...(bookState()["user"] as Record<string, unknown>), given_key: true };
  answer({ state: bookState({ user: me, pledge_due: true }), choose_key: null, pledge: null, drafts: [] });
  render(App);
  await screen.findByRole("heading", { name: "大野 恵子さんの鍵の言葉を決めてください" });
  await screen.findByText(/はるかぜ さくらえき/);
  answer({ state: bookState({ pledge_due: true }) });
  await userEvent.click(screen.getByRole("button", { name: "この言葉にする" }));
  await screen.findByRole("heading", { name: "秘密を守る約束" });
  expect(called.find(([name]) => name === "choose_key")?.[1]).toBe("はるかぜ さくらえき やかん こたつ みずうみ");
  answer({ state: bookState() });
  await userEvent.click(screen.getByRole("button", { name: "約束します" }));
  await screen.findByRole("heading", { name: "今日やること" });
});
