// A registrant as the form holds it: person, record and consent as texts by field, and back.
import type { CareDetails } from "../../bindings/CareDetails";
import type { Communication } from "../../bindings/Communication";
import type { Consent } from "../../bindings/Consent";
import type { ConsentBasis } from "../../bindings/ConsentBasis";
import type { ConsentGiver } from "../../bindings/ConsentGiver";
import type { ConsentParty } from "../../bindings/ConsentParty";
import type { ConsentStatus } from "../../bindings/ConsentStatus";
import type { DayPattern } from "../../bindings/DayPattern";
import type { EmergencyContact } from "../../bindings/EmergencyContact";
import type { ListKind } from "../../bindings/ListKind";
import type { Mobility } from "../../bindings/Mobility";
import type { Phone } from "../../bindings/Phone";
import type { Reason } from "../../bindings/Reason";
import type { ReasonCode } from "../../bindings/ReasonCode";
import type { Registrant } from "../../bindings/Registrant";
import type { RegistrantEdit } from "../../bindings/RegistrantEdit";
import type { RegistrantStatus } from "../../bindings/RegistrantStatus";
import type { SignKit } from "../../bindings/SignKit";
import type { StatusSource } from "../../bindings/StatusSource";
import type { SupporterPreference } from "../../bindings/SupporterPreference";
import type { Whereabouts } from "../../bindings/Whereabouts";
import type { YesNo } from "../../bindings/YesNo";
import { newPerson, personEntry, personFrom, phoneFrom, phoneText } from "../../app/person";
import { shortDay } from "../../app/wareki";
import { codesOf, joinCodes, oneOf, type Entry } from "../../kit/draft.svelte";
import { toHiragana, toKatakana } from "../../kit/kana";

export const MOBILITIES = ["walks", "needs_help", "cannot_move", "unknown"] as const satisfies readonly Mobility[];
export const COMMUNICATIONS = [
  "hard_to_hear", "hard_to_see", "hard_to_speak", "needs_simple_words", "other_language",
] as const satisfies readonly Communication[];
export const PREFERENCES = ["any", "same_gender_if_possible", "same_gender_only"] as const satisfies readonly SupporterPreference[];
export const YES_NO = ["unknown", "yes", "no"] as const satisfies readonly YesNo[];
export const SIGN_KITS = ["none", "towel", "card", "flag", "magnet"] as const satisfies readonly SignKit[];
export const LIST_KINDS = ["shared_in_peace", "disaster_only", "own"] as const satisfies readonly ListKind[];
export const REASONS = [
  "care", "support", "body", "intellectual", "mental", "disease", "alone", "elderly_household", "own_wish", "other",
] as const satisfies readonly ReasonCode[];
/** Reasons that come with a level (要介護度, 等級 or 度). */
export const LEVELLED: readonly ReasonCode[] = ["care", "support", "body", "intellectual", "mental"];
export const WHEREABOUTS = ["unknown", "home", "day_service", "out"] as const satisfies readonly Whereabouts[];
export const WEEKDAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;
export const CONSENT_STATUSES = ["yes", "no", "no_answer", "withdrawn", "cannot_confirm"] as const satisfies readonly ConsentStatus[];
export const CONSENT_BASES = [
  "opt_in", "self_application", "opt_out", "presumed", "ordinance", "emergency",
] as const satisfies readonly ConsentBasis[];
export const CONSENT_GIVERS = ["unknown", "self_", "family", "guardian", "scribe"] as const satisfies readonly ConsentGiver[];
export const PARTIES = [
  "council", "supporters", "welfare_commissioner", "disaster_organisation", "fire", "police", "care_centre",
] as const satisfies readonly ConsentParty[];
/** States with which a person leaves the roster, in the order they are offered. */
export const LEAVING = [
  "moved_away", "died", "in_facility", "in_hospital", "declined", "no_longer_eligible", "duplicate",
] as const satisfies readonly RegistrantStatus[];
export const SOURCES = ["unknown", "visit", "family", "city_list", "mail_returned", "drill"] as const satisfies readonly StatusSource[];
/** How many 緊急連絡先 the form shows. */
export const CONTACTS = [1, 2, 3] as const;

/** Fields of the form that hold a day which the record keeps as a date only. */
export const DAYS = ["confirmed_on", "signed_on", "withdrawn_on", "sign_kit_on"] as const;

/** The three records of one person. */
export type Records = Omit<RegistrantEdit, "looked">;

/** Fields of the form that hold care details. */
export const CLOSED_FIELDS: readonly string[] = [
  "reasons", "reason_detail", "equipment", "power_need", "key_holder", "services", ...LEVELLED.flatMap((code) => [`level.${code}`, `kind.${code}`]),
];

/** Returns the care details of a record. */
export function detailsOf({ reasons, reason_detail, equipment, power_need, key_holder, services }: Registrant): CareDetails {
  return { reasons, reason_detail, equipment, power_need, key_holder, services };
}

/** Returns a registrant nobody has written down yet. */
export function newRegistrant(): Records {
  return { person: newPerson(), registrant: emptyRegistrant(), consent: emptyConsent() };
}

function emptyRegistrant(): Registrant {
  return {
    id: "", person: "", council: "", city_no: "", reasons: [], reason_detail: "", list_kind: "own", status: "registered",
    status_date: null, status_source: "unknown", mobility: "unknown", communication: [], equipment: "", power_need: "",
    usual_room: "", bedroom: "", day_pattern: [], preferred_shelter: null, supporter_preference: "any", key_holder: "",
    entry_consent: "unknown", note_to_supporters: "", emergency_contacts: [], own_contacts: [], services: [],
    sign_kit: "none", sign_kit_on: null, supporters_wanted: null, confirmed_on: null, note: "", fact_days: {},
  };
}

function emptyConsent(): Consent {
  return {
    id: "", registrant: "", basis: "opt_in", status: "no_answer", scope: [], plan_scope: [], given_by: "unknown",
    signed_on: null, form_kept_at: "", withdrawn_on: null, refusal_reason: "", may_visit: "unknown", raw: "",
  };
}

/** Returns the three records as the texts of the form. */
export function entryOf({ person, registrant, consent }: Records): Record<string, string> {
  const entry: Record<string, string> = {
    ...personEntry(person),
    city_no: registrant.city_no,
    list_kind: registrant.list_kind,
    mobility: registrant.mobility,
    communication: joinCodes(registrant.communication),
    equipment: registrant.equipment,
    power_need: registrant.power_need,
    usual_room: registrant.usual_room,
    bedroom: registrant.bedroom,
    preferred_shelter: registrant.preferred_shelter ?? "",
    supporter_preference: registrant.supporter_preference,
    key_holder: registrant.key_holder,
    entry_consent: registrant.entry_consent,
    note_to_supporters: registrant.note_to_supporters,
    own_contacts: registrant.own_contacts.join("\n"),
    services: registrant.services.join("\n"),
    sign_kit: registrant.sign_kit,
    sign_kit_on: shortDay(registrant.sign_kit_on),
    supporters_wanted: registrant.supporters_wanted === null ? "" : String(registrant.supporters_wanted),
    confirmed_on: shortDay(registrant.confirmed_on),
    note: registrant.note,
    reason_detail: registrant.reason_detail,
    reasons: joinCodes([...new Set(registrant.reasons.map((reason) => reason.code))]),
    ...consentEntry(consent),
  };
  for (const code of LEVELLED) {
    const first = registrant.reasons.find((reason) => reason.code === code);
    entry[`level.${code}`] = String(first?.level ?? "");
    entry[`kind.${code}`] = first?.kind ?? "";
  }
  for (const day of WEEKDAYS) {
    const pattern = registrant.day_pattern.find((one) => String(one.weekday) === day);
    entry[`week.${day}.day`] = pattern?.day ?? "unknown";
    entry[`week.${day}.night`] = pattern?.night ?? "unknown";
  }
  for (const place of CONTACTS) contactEntry(entry, place, registrant.emergency_contacts[place - 1]);
  return entry;
}

function consentEntry(consent: Consent): Record<string, string> {
  return {
    consent_status: consent.status,
    basis: consent.basis,
    given_by: consent.given_by,
    signed_on: shortDay(consent.signed_on),
    scope: joinCodes(consent.scope),
    plan_scope: joinCodes(consent.plan_scope),
    form_kept_at: consent.form_kept_at,
    withdrawn_on: shortDay(consent.withdrawn_on),
    refusal_reason: consent.refusal_reason,
    may_visit: consent.may_visit,
  };
}

function contactEntry(entry: Record<string, string>, place: number, contact: EmergencyContact | undefined): void {
  const [first, second] = contact?.phones ?? [];
  entry[`contact.${place}.name`] = contact?.name ?? "";
  entry[`contact.${place}.kana`] = toHiragana(contact?.kana ?? "");
  entry[`contact.${place}.relation`] = contact?.relation ?? "";
  entry[`contact.${place}.address`] = contact?.address ?? "";
  entry[`contact.${place}.phone`] = first === undefined ? "" : phoneText(first);
  entry[`contact.${place}.phone_2`] = second === undefined ? "" : phoneText(second);
}

/** Returns the records with what the form says. `days` are the read dates of DAYS, by field. */
export function draftFrom(
  entry: Entry, before: Records, days: Readonly<Record<string, string | null>>,
): Records {
  const get = (field: string): string => (entry[field] ?? "").trim();
  const wanted = Number.parseInt(get("supporters_wanted").normalize("NFKC"), 10);
  return {
    person: personFrom(entry, before.person),
    registrant: {
      ...before.registrant,
      city_no: get("city_no"),
      reasons: reasonsFrom(entry, before.registrant.reasons),
      reason_detail: get("reason_detail"),
      list_kind: oneOf(LIST_KINDS, get("list_kind"), "own"),
      mobility: oneOf(MOBILITIES, get("mobility"), "unknown"),
      communication: COMMUNICATIONS.filter((code) => codesOf(get("communication")).includes(code)),
      equipment: get("equipment"),
      power_need: get("power_need"),
      usual_room: get("usual_room"),
      bedroom: get("bedroom"),
      day_pattern: weekFrom(entry),
      preferred_shelter: get("preferred_shelter") === "" ? null : get("preferred_shelter"),
      supporter_preference: oneOf(PREFERENCES, get("supporter_preference"), "any"),
      key_holder: get("key_holder"),
      entry_consent: oneOf(YES_NO, get("entry_consent"), "unknown"),
      note_to_supporters: get("note_to_supporters"),
      emergency_contacts: contactsFrom(entry, before.registrant.emergency_contacts),
      own_contacts: linesOf(get("own_contacts")),
      services: linesOf(get("services")),
      sign_kit: oneOf(SIGN_KITS, get("sign_kit"), "none"),
      sign_kit_on: days["sign_kit_on"] ?? null,
      supporters_wanted: Number.isNaN(wanted) ? null : wanted,
      confirmed_on: days["confirmed_on"] ?? null,
      note: get("note"),
    },
    consent: consentFrom(entry, before.consent, days),
  };
}

function consentFrom(entry: Entry, before: Consent, days: Readonly<Record<string, string | null>>): Consent {
  const get = (field: string): string => (entry[field] ?? "").trim();
  return {
    ...before,
    basis: oneOf(CONSENT_BASES, get("basis"), "opt_in"),
    status: oneOf(CONSENT_STATUSES, get("consent_status"), "no_answer"),
    scope: PARTIES.filter((code) => codesOf(get("scope")).includes(code)),
    plan_scope: PARTIES.filter((code) => codesOf(get("plan_scope")).includes(code)),
    given_by: oneOf(CONSENT_GIVERS, get("given_by"), "unknown"),
    signed_on: days["signed_on"] ?? null,
    form_kept_at: get("form_kept_at"),
    withdrawn_on: days["withdrawn_on"] ?? null,
    refusal_reason: get("refusal_reason"),
    may_visit: oneOf(YES_NO, get("may_visit"), "unknown"),
  };
}

// A second reason of the same sort (two certificates) has no field of its own and stays while the sort is ticked.
function reasonsFrom(entry: Entry, before: readonly Reason[]): Reason[] {
  const ticked = codesOf(entry["reasons"] ?? "");
  return REASONS.filter((code) => ticked.includes(code)).flatMap((code) => {
    const [first, ...others] = before.filter((reason) => reason.code === code);
    const typed = Number.parseInt((entry[`level.${code}`] ?? "").normalize("NFKC"), 10);
    const level = LEVELLED.includes(code) ? (Number.isNaN(typed) ? null : typed) : (first?.level ?? null);
    const kind = LEVELLED.includes(code) ? (entry[`kind.${code}`] ?? "").trim() : (first?.kind ?? "");
    return [{ code, level, kind }, ...others];
  });
}

function weekFrom(entry: Entry): DayPattern[] {
  return WEEKDAYS.flatMap((day) => {
    const at = (when: string): Whereabouts => oneOf(WHEREABOUTS, entry[`week.${day}.${when}`] ?? "", "unknown");
    const pattern: DayPattern = { weekday: Number(day), day: at("day"), night: at("night") };
    return pattern.day === "unknown" && pattern.night === "unknown" ? [] : [pattern];
  });
}

function contactsFrom(entry: Entry, before: readonly EmergencyContact[]): EmergencyContact[] {
  const shown = CONTACTS.map((place): EmergencyContact => {
    const get = (field: string): string => (entry[`contact.${place}.${field}`] ?? "").trim();
    const old = before[place - 1];
    return {
      name: get("name"),
      kana: toKatakana(get("kana")),
      relation: get("relation"),
      address: get("address"),
      phones: [
        ...contactPhone(get("phone"), old?.phones[0]),
        ...contactPhone(get("phone_2"), old?.phones[1]),
        ...(old?.phones.slice(2) ?? []),
      ],
    };
  });
  const written = shown.filter((one) => one.name + one.kana + one.relation + one.address !== "" || one.phones.length > 0);
  return [...written, ...before.slice(CONTACTS.length)];
}

function contactPhone(typed: string, before: Phone | undefined): Phone[] {
  if (typed === "") return [];
  return before !== undefined && phoneText(before) === typed ? [before] : [phoneFrom(before?.kind ?? "home", typed)];
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
