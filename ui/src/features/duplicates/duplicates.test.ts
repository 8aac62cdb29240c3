// 二重の記録: a person decides; what the first record lacks comes from the second, everything else as chosen.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { MaybeOne } from "../../bindings/MaybeOne";
import type { Namesake } from "../../bindings/Namesake";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import Duplicates from "./Duplicates.svelte";

function who(person: string, address: string): Namesake {
  return {
    person, name: "斎藤 和子", kana: "サイトウ カズコ", birth_shown: "昭和12年3月4日", address, building: "", phone: "", registrant: `r-${person}`,
    supporter: null, pairings: 1,
  };
}

const PAIR: MaybeOne = {
  one: who("p1", "若葉町1丁目9-2"), other: who("p2", "若葉町2丁目1-1"),
  evidence: [{ field: "birth", agreement: "same", weight: 90 }, { field: "address", agreement: "different", weight: -10 }],
};

beforeEach(() => {
  forget();
  const change = (field: string, before: string, after: string) => ({ kind: "person", key: "", field, before, after });
  answer({
    state: bookState(), duplicates: [PAIR],
    merge_sheet: {
      references: 4,
      choices: [
        { choice: "person.address_raw", only_other: false, fields: [change("address_raw", "若葉町1丁目9-2", "若葉町2丁目1-1")] },
        { choice: "person.phones", only_other: true, fields: [change("phones", "", "[{\"kind\":\"home\",\"digits\":\"0420001134\",\"raw\":\"042-000-1134\"}]")] },
      ],
    },
    merge_people: { value: null, entry: historyLine({ call: "merge_people" }), touched: [] },
    tell_apart: { value: null, entry: historyLine({ call: "tell_apart" }), touched: [] },
  });
});

test("what speaks for it and against is said, and another person is never asked about again", async () => {
  render(Duplicates);
  expect(await screen.findByText("生年月日 同じ")).toBeInTheDocument();
  expect(screen.getByText("住所 ちがう")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "別の人 斎藤 和子さん" }));
  await waitFor(() => expect(called.find(([name]) => name === "tell_apart")?.[1]).toEqual({ one: "p1", other: "p2" }));
});

test("the first record wins unless it says nothing or the person chooses otherwise", async () => {
  render(Duplicates);
  await userEvent.click(await screen.findByRole("button", { name: "同じ人 斎藤 和子さん" }));
  const address = await screen.findByRole("radiogroup", { name: "住所" });
  expect(within(address).getByRole("radio", { name: "若葉町1丁目9-2" })).toBeChecked();
  const phones = screen.getByRole("radiogroup", { name: "電話" });
  expect(within(phones).getByRole("radio", { name: "自宅 042-000-1134" })).toBeChecked();
  await userEvent.click(within(address).getByRole("radio", { name: "若葉町2丁目1-1" }));
  await userEvent.click(screen.getByRole("button", { name: "1人にまとめる" }));
  await waitFor(() => expect(called.find(([name]) => name === "merge_people")?.[1]).toEqual({
    one: "p1", other: "p2", from_other: ["person.address_raw", "person.phones"],
  }));
});
