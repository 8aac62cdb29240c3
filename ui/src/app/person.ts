// A person as a form holds it: every field one text, under the name of the record's field.
import type { CouncilSetup } from "../bindings/CouncilSetup";
import type { Gender } from "../bindings/Gender";
import type { HouseholdType } from "../bindings/HouseholdType";
import type { Person } from "../bindings/Person";
import type { Phone } from "../bindings/Phone";
import type { PhoneKind } from "../bindings/PhoneKind";
import { oneOf, type Entry } from "../kit/draft.svelte";
import { joinName, splitName, toHiragana, toKatakana } from "../kit/kana";
import { t } from "./text";

/** A choice in words. */
interface Option {
  value: string;
  label: string;
}

/** 性別 in the order of a form. */
const GENDERS = ["female", "male", "other", "unknown"] as const satisfies readonly Gender[];
/** 世帯の類型 in the order of a form. */
export const HOUSEHOLD_TYPES =
  ["unknown", "alone", "elderly_only", "alone_by_day", "with_family", "other"] as const satisfies readonly HouseholdType[];
/** The sorts of telephone in the order of a form. */
export const PHONE_KINDS = ["home", "mobile", "work", "fax"] as const satisfies readonly PhoneKind[];

/** Returns 性別 as choices. */
export function genderOptions(): Option[] {
  return GENDERS.map((value) => ({ value, label: t(`field.gender.${value}`) }));
}

/** Returns the blocks as choices, the first of them none. */
export function blockOptions(setup: CouncilSetup | undefined): Option[] {
  return [{ value: "", label: t("field.help.not_decided") }, ...(setup?.blocks ?? []).map((block) => ({ value: block.id, label: block.name }))];
}

/** Returns a person nobody has written down yet. */
export function newPerson(): Person {
  return {
    id: "", family_name: "", given_name: "", name_raw: "", typing_form: "", name_kana: "", name_key: "", kana_key: "",
    birth_date: null, birth_raw: "", gender: "unknown", postal_code: "", address_raw: "",
    address: { town: "", chome: null, ban: null, go: null, rest: "" }, building: "", room: "", lat: null, lon: null,
    phones: [], householder_name: "", household: null, household_type: "unknown", association: "", block: null,
    walk_order: null, email: "",
  };
}

/** Returns the person as the texts of a form. */
export function personEntry(person: Person): Record<string, string> {
  const entry: Record<string, string> = {
    name: joinName(person.family_name, person.given_name),
    name_kana: toHiragana(person.name_kana),
    birth_raw: person.birth_raw,
    gender: person.gender,
    postal_code: person.postal_code,
    address_raw: person.address_raw,
    building: person.building,
    room: person.room,
    householder_name: person.householder_name,
    household_type: person.household_type,
    position: positionText(person),
    association: person.association,
    email: person.email,
    block: person.block ?? "",
    typing_form: person.typing_form,
  };
  for (const kind of PHONE_KINDS) {
    const phone = person.phones.find((one) => one.kind === kind);
    entry[`phone_${kind}`] = phone === undefined ? "" : phoneText(phone);
  }
  return entry;
}

/** Returns the person with what the form says; what no field shows stays as it is. */
export function personFrom(entry: Entry, before: Person): Person {
  const get = (field: string): string => (entry[field] ?? "").trim();
  return {
    ...before,
    ...nameFrom(get("name"), before),
    ...positionFrom(get("position"), before),
    name_kana: toKatakana(get("name_kana")),
    birth_raw: get("birth_raw"),
    gender: oneOf(GENDERS, get("gender"), "unknown"),
    postal_code: get("postal_code"),
    address_raw: get("address_raw"),
    building: get("building"),
    room: get("room"),
    phones: phonesFrom(entry, before.phones),
    householder_name: get("householder_name"),
    household_type: oneOf(HOUSEHOLD_TYPES, get("household_type"), "unknown"),
    association: get("association"),
    email: get("email"),
    block: get("block") === "" ? null : get("block"),
    typing_form: get("typing_form"),
  };
}

/** Returns the number as it is shown and typed. */
export function phoneText(phone: Phone): string {
  // A mobile number has one way to be parted; elsewhere the area code decides, so it stands as it was written.
  const mobile = /^(0[5-9]0)(\d{4})(\d{4})$/.exec(phone.digits);
  if (mobile !== null) return mobile.slice(1).join("-");
  return phone.raw === "" ? phone.digits : phone.raw;
}

/** Returns how many digits a typed number has, full-width ones too. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}

// Latitude first, as maps show it.
function positionText({ lat, lon }: Person): string {
  return lat === null || lon === null ? "" : `${String(lat)}, ${String(lon)}`;
}

// What is no position becomes the one off the coast of Africa: saving refuses it at its field, and nothing is lost unsaid.
function positionFrom(typed: string, before: Person): Pick<Person, "lat" | "lon"> {
  if (typed === positionText(before)) return { lat: before.lat, lon: before.lon };
  if (typed === "") return { lat: null, lon: null };
  const numbers = /^[北緯\s]*(\d+(?:\.\d+)?)[\s,、度東経]+(\d+(?:\.\d+)?)[\s度]*$/.exec(typed.normalize("NFKC"));
  return { lat: Number(numbers?.[1] ?? 0), lon: Number(numbers?.[2] ?? 0) };
}

// An untouched name keeps its code points and its split, also where it has two spaces or none.
function nameFrom(name: string, before: Person): Pick<Person, "family_name" | "given_name"> {
  return name === joinName(before.family_name, before.given_name).trim()
    ? { family_name: before.family_name, given_name: before.given_name }
    : splitName(name);
}

// A field shows the first number of its sort; the others stay where they stand in the order of calling.
function phonesFrom(entry: Entry, before: readonly Phone[]): Phone[] {
  const seen = new Set<PhoneKind>();
  const kept = before.flatMap((phone) => {
    if (seen.has(phone.kind)) return [phone];
    seen.add(phone.kind);
    const typed = (entry[`phone_${phone.kind}`] ?? "").trim();
    if (typed === "") return [];
    return typed === phoneText(phone) ? [phone] : [phoneFrom(phone.kind, typed)];
  });
  const added = PHONE_KINDS.filter((kind) => !seen.has(kind)).flatMap((kind) => {
    const typed = (entry[`phone_${kind}`] ?? "").trim();
    return typed === "" ? [] : [phoneFrom(kind, typed)];
  });
  return [...kept, ...added];
}

/** Returns a typed number; its digits are made anew on saving. */
export function phoneFrom(kind: PhoneKind, typed: string): Phone {
  return { kind, raw: typed, digits: digitsOf(typed) };
}
