// The form and the records: nothing is lost on the way there and back.
import { expect, test } from "vitest";

import { draftFrom, entryOf, newRegistrant } from "./entry";
import { DETAILS, detail } from "./fixtures";

const DAYS = { confirmed_on: "2026-06-14", signed_on: "2024-05-12", withdrawn_on: null, sign_kit_on: null };

test("a record that nobody touched comes back as it was", () => {
  const { person, registrant, consent } = detail("r1");
  const before = { person, registrant: { ...registrant, ...DETAILS }, consent };
  expect(draftFrom(entryOf(before), before, DAYS)).toEqual(before);
});

test("a second telephone and a second certificate have no field and are kept", () => {
  const { person, registrant, consent } = detail("r1");
  const before = { person, registrant: { ...registrant, ...DETAILS }, consent };
  const after = draftFrom({ ...entryOf(before), phone_home: "042-000-9999", "level.body": "１", "kind.body": "聴覚" }, before, DAYS);
  expect(after.person.phones.map((phone) => phone.raw)).toEqual(["042-000-9999", "042-000-1135"]);
  expect(after.registrant.reasons).toEqual([{ code: "body", level: 1, kind: "聴覚" }, { code: "body", level: 4, kind: "視覚" }]);
});

test("a position is read as maps show it, and what is none is not quietly dropped", () => {
  const before = newRegistrant();
  const read = (position: string): (number | null)[] => {
    const { person } = draftFrom({ ...entryOf(before), position }, before, DAYS);
    return [person.lat, person.lon];
  };
  expect(read("35.7012, 139.5034")).toEqual([35.7012, 139.5034]);
  expect(read("北緯３５．７度　東経１３９．５度")).toEqual([35.7, 139.5]);
  expect(read("")).toEqual([null, null]);
  expect(read("駅の北")).toEqual([0, 0]);
});

test("a name keeps its code points, a reading is stored in katakana", () => {
  const before = newRegistrant();
  const entry = { ...entryOf(before), name: "髙﨑　久美子", name_kana: "たかさき くみこ", "contact.1.name": "髙﨑 一郎" };
  const { person, registrant } = draftFrom(entry, before, DAYS);
  expect([person.family_name, person.given_name, person.name_kana]).toEqual(["髙﨑", "久美子", "タカサキ クミコ"]);
  expect(registrant.emergency_contacts.map((contact) => contact.name)).toEqual(["髙﨑 一郎"]);
});
