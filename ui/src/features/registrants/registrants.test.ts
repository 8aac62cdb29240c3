// 名簿 and its form: found as typed, reasons closed, nothing saved that cannot be read, nothing typed is lost.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import { forgetDraft, unsavedForms } from "../../app/drafts.svelte";
import { refreshBook } from "../../app/book.svelte";
import { open, place } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { DETAILS, detail, page, row } from "./fixtures";
import RegistrantForm from "./RegistrantForm.svelte";
import RegistrantList from "./RegistrantList.svelte";
import { search } from "./search";

const READ = { date: "1937-03-04", echo: "昭和12年3月4日（1937年・89歳）", readings: [], problem: null };

beforeEach(() => {
  forget();
  search.everybody();
  search.chosen = "";
  for (const record of ["registrant:", "registrant:r1"]) forgetDraft(record);
  open("registrants");
  answer({
    state: bookState(), council_setup: { council: {}, blocks: [], places: [], zones: [], people_per_block: [], people_without_block: 0, today: "2026-11-25" },
    registrants: page([row("r1", "斎藤 和子"), row("r2", "齋藤 正")]), registrant: (id: unknown) => detail(String(id)), read_date: READ,
  });
});

const asked = (name: string): unknown => called.findLast(([one]) => one === name)?.[1];

test("the search asks as typed and says what was folded", async () => {
  render(RegistrantList);
  const box = screen.getByRole("searchbox", { name: "名前・住所・電話でさがす" });
  await waitFor(() => expect(box).toHaveFocus());
  answer({ registrants: page([row("r2", "齋藤 正")], { folded: "斎・齋" }) });
  await userEvent.type(box, "斎藤");
  await screen.findByText("「斎藤」に合う人 1人。斎・齋をいっしょにさがしました");
  expect(asked("registrants")).toMatchObject({ text: "斎藤", conditions: [] });
});

test("the person beside the list is always one of the list", async () => {
  render(RegistrantList);
  const box = screen.getByRole("searchbox", { name: "名前・住所・電話でさがす" });
  await screen.findByRole("button", { name: "今日確認した" });
  answer({ registrants: page([row("r9", "鈴木 清")]) });
  await userEvent.type(box, "すずき");
  await waitFor(() => expect(search.chosen).toBe("r9"));
  answer({ registrants: page([]) });
  await userEvent.type(box, "zzz");
  await waitFor(() => expect(screen.queryByRole("button", { name: "今日確認した" })).not.toBeInTheDocument());
  expect(search.chosen).toBe("");
});

test("a filter is a sentence with its count and narrows the list", async () => {
  render(RegistrantList);
  await userEvent.click(await screen.findByRole("button", { name: /^1人だけ\s*2$/ }));
  await waitFor(() => expect(asked("registrants")).toMatchObject({ conditions: ["one"] }));
});

test("an empty roster offers its two beginnings", async () => {
  answer({ registrants: page([]) });
  render(RegistrantList);
  await screen.findByText(/まだ誰も載っていません/);
  await userEvent.click(screen.getByRole("button", { name: "市の名簿を取り込む" }));
  expect(place.screen).toBe("import");
});

test("care details come only to whoever looks on purpose", async () => {
  answer({ look_at_details: { ...DETAILS, key_holder: "隣の家" } });
  render(RegistrantList);
  await screen.findByRole("heading", { name: /斎藤 和子/ });
  expect(screen.queryByText(/身体障害/)).not.toBeInTheDocument();
  expect(asked("look_at_details")).toBeUndefined();
  await userEvent.click(screen.getByRole("button", { name: "見る(記録に残ります)" }));
  expect(await screen.findByText(/身体障害2\(肢体\)/)).toBeInTheDocument();
  expect(screen.getByText("隣の家")).toBeInTheDocument();
  expect(asked("look_at_details")).toBe("r1");
  await userEvent.click(screen.getByRole("button", { name: "くわしいことを閉じる" }));
  expect(screen.queryByText("隣の家")).not.toBeInTheDocument();
});

test("a form that never looked says so when it saves, and one that looked sends what it saw", async () => {
  answer({ look_at_details: { ...DETAILS, key_holder: "隣の家" }, save_registrant: { value: "r1", entry: null, touched: [] } });
  open("registrant_form", { id: "r1" });
  render(RegistrantForm);
  await userEvent.type(await screen.findByLabelText(/^いつもいる部屋/), "居間");
  await userEvent.click(screen.getByRole("button", { name: /保存/ }));
  await waitFor(() => expect(asked("save_registrant")).toMatchObject({ looked: false }));
  await userEvent.click(screen.getByRole("button", { name: "理由・病気・鍵のことを見て直す" }));
  expect(await screen.findByLabelText(/^鍵をあずけている人/)).toHaveValue("隣の家");
  await userEvent.type(screen.getByLabelText(/^鍵をあずけている人/), "の山田さん");
  await userEvent.click(screen.getByRole("button", { name: /保存/ }));
  await waitFor(() => expect(called.filter(([name]) => name === "save_registrant")).toHaveLength(2));
  expect(called.filter(([name]) => name === "save_registrant").at(-1)?.[1]).toMatchObject({
    looked: true, registrant: { key_holder: "隣の家の山田さん", reason_detail: "身体2級" },
  });
});

test("what one may not do is not offered", async () => {
  answer({ state: bookState({ rights: ["anyone", "see"] }) });
  await refreshBook();
  render(RegistrantList);
  await screen.findByRole("heading", { name: /斎藤 和子/ });
  for (const name of ["見る(記録に残ります)", "名簿から外す", "ファイルに出す", "新しい人を書き入れる"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.getByRole("button", { name: /支援者/ })).toBeInTheDocument();
  open("matching");
  expect(place.screen).not.toBe("matching");
  answer({ state: bookState() });
  await refreshBook();
});

test("a person leaves the roster with a reason, without a dialog", async () => {
  answer({ set_registrant_status: { value: null, entry: historyLine({ call: "set_registrant_status" }), touched: ["registrant"] } });
  render(RegistrantList);
  await userEvent.click(await screen.findByRole("button", { name: "名簿から外す" }));
  await userEvent.click(screen.getByRole("button", { name: "転出" }));
  await waitFor(() => expect(asked("set_registrant_status")).toMatchObject({ registrant: "r1", status: "moved_away" }));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("a form without name and reading is not saved and leads to the first error", async () => {
  open("registrant_form", { id: "" });
  render(RegistrantForm);
  await userEvent.click(await screen.findByRole("button", { name: "保存する" }));
  await screen.findByRole("link", { name: /よみ\(ひらがな\):まだ書かれていません/ });
  expect(screen.getByRole("textbox", { name: "名前" })).toHaveFocus();
  expect(asked("save_registrant")).toBeUndefined();
});

test("what was typed is kept when the form is left, and taken back step by step", async () => {
  open("registrant_form", { id: "r1" });
  const form = render(RegistrantForm);
  await userEvent.type(await screen.findByRole("textbox", { name: "いつもいる部屋" }), "奥の和室");
  expect(unsavedForms()).toEqual(["registrant:r1"]);
  form.unmount();
  render(RegistrantForm);
  await screen.findByText(/書きかけが残っています。続きから/);
  expect(screen.getByRole("textbox", { name: "いつもいる部屋" })).toHaveValue("奥の和室");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(screen.getByRole("textbox", { name: "いつもいる部屋" })).toHaveValue("");
  await waitFor(() => expect(unsavedForms()).toEqual([]));
});

test("saving sends the three records with the days as read", async () => {
  answer({ save_registrant: { value: "r1", entry: historyLine({ call: "save_registrant" }), touched: [] } });
  open("registrant_form", { id: "r1" });
  render(RegistrantForm);
  await userEvent.type(await screen.findByRole("textbox", { name: "寝る部屋" }), "2階");
  await userEvent.keyboard("{Control>}s{/Control}");
  await waitFor(() => expect(asked("save_registrant")).toMatchObject({
    person: { family_name: "斎藤", given_name: "和子" }, registrant: { bedroom: "2階", city_no: "0412" }, consent: { status: "yes" },
  }));
});

test("the contacts are put into the order of calling by one press, which is one step back", async () => {
  open("registrant_form", { id: "r1" });
  render(RegistrantForm);
  await userEvent.type(await screen.findByRole("textbox", { name: "連絡先の名前" }), "長男");
  const names = (): string[] => screen.getAllByRole<HTMLInputElement>("textbox", { name: "連絡先の名前" }).map((field) => field.value);
  await userEvent.type(screen.getAllByRole("textbox", { name: "連絡先の名前" })[1] ?? document.body, "隣の人");
  await userEvent.click(screen.getByRole("button", { name: "連絡先2に 1つ前に電話する" }));
  expect(names().slice(0, 2)).toEqual(["隣の人", "長男"]);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(names().slice(0, 2)).toEqual(["長男", "隣の人"]);
});

test("conditions add up, those of one matter exclude each other, and the sentence can be kept", async () => {
  answer({ saved_filters: [], save_filter: { value: "f1", entry: historyLine({ call: "save_filter" }), touched: ["saved_filter"] } });
  render(RegistrantList);
  await userEvent.click(await screen.findByRole("button", { name: /^ゼロ/ }));
  await userEvent.click(screen.getByRole("button", { name: /^1人だけ/ }));
  await userEvent.click(screen.getByRole("button", { name: "ほかの絞りこみ" }));
  await userEvent.click(screen.getByRole("button", { name: /^同意あり/ }));
  await screen.findByText(/絞りこみ:1人だけ・同意あり/);
  expect(asked("registrants")).toMatchObject({ conditions: ["one", "consent_yes"] });
  answer({ saved_filters: [{ id: "f1", list: "registrants", conditions: ["one", "consent_yes"], block: "" }] });
  await userEvent.click(screen.getByRole("button", { name: "この絞りこみを残す" }));
  expect(asked("save_filter")).toMatchObject({ list: "registrants", conditions: ["one", "consent_yes"], block: "" });
  await screen.findByRole("button", { name: "残すのをやめる" });
  await userEvent.click(screen.getByRole("button", { name: /^全員/ }));
  await userEvent.click(screen.getByRole("button", { name: "1人だけ・同意あり" }));
  await waitFor(() => expect(asked("registrants")).toMatchObject({ conditions: ["one", "consent_yes"] }));
});

test("what was kept of a block that is gone says so and can be let go", async () => {
  answer({ saved_filters: [{ id: "f1", list: "registrants", conditions: ["alone"], block: "b9" }], drop_filter: { value: null, entry: null, touched: ["saved_filter"] } });
  render(RegistrantList);
  await userEvent.click(await screen.findByRole("button", { name: "ほかの絞りこみ" }));
  await userEvent.click(await screen.findByRole("button", { name: "ひとり暮らし・なくなった班" }));
  await userEvent.click(await screen.findByRole("button", { name: "残すのをやめる" }));
  expect(asked("drop_filter")).toBe("f1");
});
