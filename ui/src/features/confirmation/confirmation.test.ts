// この人たちを確かめる: one key for one person, the next is at hand, and nothing moves.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { ConfirmPerson } from "../../bindings/ConfirmPerson";
import type { ToConfirm } from "../../bindings/ToConfirm";
import { open, place } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import Confirm from "./Confirm.svelte";

function person(id: string, name: string): ConfirmPerson {
  return {
    registrant: id, supporter: null, name, kana: "サイトウ カズコ", age: 89, address: "若葉町1丁目9-2", building: "", phone: "042-000-1134",
    confirmed_on: "2025-06-14", facts: ["address", "phone"],
  };
}

function list(people: ConfirmPerson[]): ToConfirm {
  return { months: 12, total: people.length, people, blocks: [{ block: "b1", name: "1班", left: people.length, everybody: 9 }] };
}

const TWO = [person("r1", "斎藤 和子"), person("r2", "林 正一")];

beforeEach(() => {
  forget();
  open("confirm");
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  answer({ state: bookState(), to_confirm: list(TWO), sheet_picture: { pages: 2, width: 1, height: 1, grey: btoa("\u0000"), text: "" } });
});

test("Enter confirms the person at hand, who stays struck through while the next takes the focus", async () => {
  render(Confirm);
  await waitFor(() => expect(screen.getByRole("button", { name: "確認した 斎藤 和子さん" })).toHaveFocus());
  answer({
    confirm_registrant: { value: null, entry: historyLine(), touched: ["registrant"] }, to_confirm: list([person("r2", "林 正一")]),
  });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("button", { name: "確認した 林 正一さん" })).toHaveFocus());
  expect(called.find(([name]) => name === "confirm_registrant")?.[1]).toBe("r1");
  expect(screen.getByText("斎藤 和子").closest("li")).toHaveTextContent("今日 確認しました");
});

test("a block is chosen with what is left in it, and the paper says its numbers", async () => {
  render(Confirm);
  await screen.findByRole("option", { name: "1班 残り2人 / 9人" });
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "どの班か" }), "1班 残り2人 / 9人");
  await waitFor(() => expect(place.params["block"]).toBe("b1"));
  answer({ print_visit_list: { value: { copies: ["c1"], first_no: 8, last_no: 8, pages: 1, people: 2, undrawable: [] }, entry: historyLine(), touched: [] } });
  await userEvent.click(await screen.findByRole("button", { name: "訪問の用紙を作る" }));
  await screen.findByText("訪問の用紙ができました 第008号から第008号");
  expect(called.find(([name]) => name === "print_visit_list")?.[1]).toEqual({ block: "b1", without_block: false });
  expect(await screen.findByRole("img", { name: "訪問の用紙 1ページ目の見本" })).toBeInTheDocument();
});

test("postcards say how they are printed, whom they leave out, and show both sides", async () => {
  render(Confirm);
  answer({ print_confirm_cards: { value: { copies: ["c2"], first_no: 9, last_no: 9, pages: 1, people: 1, undrawable: [] }, entry: historyLine(), touched: [] } });
  await userEvent.click(await screen.findByRole("button", { name: "確認はがきを作る" }));
  await screen.findByText("確認はがきができました 第009号から第009号");
  expect(screen.getByText(/ほかの1人には出しません/)).toBeInTheDocument();
  expect(screen.getByText(/裏返して、2から2ページ/)).toBeInTheDocument();
  expect(await screen.findByRole("img", { name: "確認はがき 1ページ目の見本" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "用紙をとじる" }));
  expect(await screen.findByRole("button", { name: "訪問の用紙を作る" })).toBeInTheDocument();
});
