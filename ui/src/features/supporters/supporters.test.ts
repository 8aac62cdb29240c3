// 支援者: the record comes back as it was, and the state is changed by a verb.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("@tauri-apps/api/core", async () => (await import("../../app/testing/program")).fakeCore());

import type { SupporterDraft } from "../../bindings/SupporterDraft";
import { open } from "../../app/screens.svelte";
import { answer, bookState, called, forget, historyLine } from "../../app/testing/program";
import { draftFrom, entryOf, newSupporter } from "./entry";
import SupporterForm from "./SupporterForm.svelte";
import SupporterList from "./SupporterList.svelte";

function supporter(): SupporterDraft {
  const draft = newSupporter();
  return {
    person: { ...draft.person, id: "p1", family_name: "山口", given_name: "健一", name_kana: "ヤマグチ ケンイチ", address_raw: "若葉町一丁目9-8" },
    supporter: {
      ...draft.supporter, id: "s1", person: "p1", max_load: 3, contact_ways: ["line", "phone"], pledge_on: "2026-04-10", meetings: ["2026-05-20"],
      availability: { ...draft.supporter.availability, weekday_day: "maybe" },
    },
  };
}

beforeEach(() => {
  forget();
  answer({
    state: bookState(), council_setup: { council: {}, blocks: [], places: [], zones: [], people_per_block: [], people_without_block: 0, today: "2026-11-25" },
    supporters: {
      rows: [{
        id: "s1", name: "山口 健一", kana: "ヤマグチ ケンイチ", address: "若葉町一丁目9-8", building: "", block: "", status: "standby", kind: "individual",
        age_band: "sixties", load: 0, max_load: 3, weekday_day: "maybe", weekday_night: "yes", phone: "", same_name: false,
      }],
      total: 1, everybody: 1, standby: 1, active: 0, with_room: 1, kana_rows: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], folded: "",
    },
    supporter: { ...supporter(), pairings: [], block: "", same_name: [], history: [] },
    read_date: { date: "2026-04-10", echo: "令和8年4月10日", readings: [], problem: null },
  });
});

const asked = (name: string): unknown => called.findLast(([one]) => one === name)?.[1];

test("a record that nobody touched comes back as it was, the best way to reach first", () => {
  const before = supporter();
  const days = { pledge_on: "2026-04-10", training_on: null, confirmed_on: null };
  expect(draftFrom(entryOf(before), before, days, ["2026-05-20"])).toEqual(before);
});

test("a supporter who pauses is set to 休止 by one press", async () => {
  answer({ set_supporter_status: { value: null, entry: historyLine({ call: "set_supporter_status" }), touched: ["supporter"] } });
  open("supporters");
  render(SupporterList);
  await userEvent.click(await screen.findByRole("button", { name: "休止にする" }));
  await waitFor(() => expect(asked("set_supporter_status")).toEqual({ supporter: "s1", status: "paused" }));
});

test("times at home are set by a press each", async () => {
  answer({ save_supporter: { value: "s1", entry: historyLine({ call: "save_supporter" }), touched: [] } });
  open("supporter_form", { id: "s1" });
  render(SupporterForm);
  await userEvent.click(await screen.findByRole("radio", { name: "平日の夜 いる" }));
  await userEvent.click(screen.getByRole("button", { name: "保存する" }));
  await waitFor(() => expect(asked("save_supporter")).toMatchObject({ supporter: { availability: { weekday_night: "yes", weekday_day: "maybe" }, max_load: 3 } }));
});
