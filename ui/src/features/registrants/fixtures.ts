// Invented people for the tests of 名簿.
import type { CareDetails } from "../../bindings/CareDetails";
import type { RegistrantDetail } from "../../bindings/RegistrantDetail";
import type { RegistrantPage } from "../../bindings/RegistrantPage";
import type { RegistrantRow } from "../../bindings/RegistrantRow";
import { newRegistrant } from "./entry";

/** What is closed of the person of `detail`. */
export const DETAILS: CareDetails = {
  reasons: [{ code: "body", level: 2, kind: "肢体" }, { code: "body", level: 4, kind: "視覚" }], reason_detail: "身体2級", equipment: "",
  power_need: "", key_holder: "", services: [],
};

/** A line of 名簿. */
export function row(id: string, name: string, change: Partial<RegistrantRow> = {}): RegistrantRow {
  return {
    id, name, kana: "サイトウ カズコ", age: 89, address: "若葉町一丁目9-2", building: "", block: "", mobility: "needs_help",
    supporters: ["山口 健一"], have: 1, waiting: 0, wanted: 2, consent: "yes", status: "registered", confirmed_on: "2026-06-14", overdue: false, same_name: false,
    tasks: 0, ...change,
  };
}

/** A page of 名簿. */
export function page(rows: RegistrantRow[], change: Partial<RegistrantPage> = {}): RegistrantPage {
  return {
    rows, total: rows.length, everybody: rows.length, full: 0, one: rows.length, zero: 0, consent_open: 0, consent_yes: 0, unconfirmed: 0, alone: 0, cannot_move: 0,
    kana_rows: [0, 0, rows.length, 0, 0, 0, 0, 0, 0, 0, 0], folded: "", ...change,
  };
}

/** Everything about one person. */
export function detail(id: string): RegistrantDetail {
  const { person, registrant, consent } = newRegistrant();
  return {
    person: {
      ...person, id: `p-${id}`, family_name: "斎藤", given_name: "和子", name_kana: "サイトウ カズコ", birth_raw: "S12.3.4",
      birth_date: "1937-03-04", address_raw: "若葉町一丁目9-2",
      phones: [{ kind: "home", digits: "0420001134", raw: "042-000-1134" }, { kind: "home", digits: "0420001135", raw: "042-000-1135" }],
    },
    registrant: {
      ...registrant, id, person: `p-${id}`, city_no: "0412", mobility: "needs_help", confirmed_on: "2026-06-14",
    },
    consent: { ...consent, id: `c-${id}`, registrant: id, status: "yes", signed_on: "2024-05-12" },
    pairings: [], age: 89, birth_shown: "昭和12年3月4日（1937年・89歳）", phones: ["042-000-1134", "042-000-1135"], contact_phones: [], block: "", same_name: [], tasks: [], history: [],
    problems: [],
  };
}
