// A supporter as the form holds it: person and record as texts by field, and back.
import type { AgeBand } from "../../bindings/AgeBand";
import type { CanDo } from "../../bindings/CanDo";
import type { ContactWay } from "../../bindings/ContactWay";
import type { Origin } from "../../bindings/Origin";
import type { Presence } from "../../bindings/Presence";
import type { Supporter } from "../../bindings/Supporter";
import type { SupporterDraft } from "../../bindings/SupporterDraft";
import type { SupporterKind } from "../../bindings/SupporterKind";
import type { SupporterStatus } from "../../bindings/SupporterStatus";
import type { YesNo } from "../../bindings/YesNo";
import { newPerson, personEntry, personFrom } from "../../app/person";
import { shortDay } from "../../app/wareki";
import { codesOf, joinCodes, oneOf, type Entry } from "../../kit/draft.svelte";

export const CAN_DO = ["safety_check", "call_out", "accompany", "wheelchair", "drive", "phone"] as const satisfies readonly CanDo[];
export const TIMES = ["weekday_morning", "weekday_day", "weekday_night", "weekend_day", "weekend_night"] as const;
export const PRESENCES = ["unknown", "yes", "maybe", "no"] as const satisfies readonly Presence[];
export const KINDS = ["individual", "team", "organisation", "business", "welfare_commissioner"] as const satisfies readonly SupporterKind[];
export const STATUSES = ["applied", "standby", "active", "paused", "ended"] as const satisfies readonly SupporterStatus[];
export const AGE_BANDS = [
  "unknown", "minor", "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
] as const satisfies readonly AgeBand[];
export const CONTACT_WAYS = ["phone", "sms", "mail", "line", "fax", "post"] as const satisfies readonly ContactWay[];
export const ORIGINS = [
  "unknown", "newsletter", "word_of_mouth", "briefing", "senior_points", "named_by_registrant",
] as const satisfies readonly Origin[];
export const YES_NO = ["unknown", "yes", "no"] as const satisfies readonly YesNo[];

/** Fields of the form that hold a day. */
export const DAYS = ["pledge_on", "training_on", "confirmed_on"] as const;

const USUAL_LIMIT = 2;

/** Returns a supporter nobody has written down yet. */
export function newSupporter(): SupporterDraft {
  return {
    person: newPerson(),
    supporter: {
      id: "", person: "", council: "", list_no: "", status: "standby", kind: "individual", max_load: USUAL_LIMIT,
      max_load_raw: "", can_do: [],
      availability: {
        weekday_morning: "unknown", weekday_day: "unknown", weekday_night: "unknown", weekend_day: "unknown",
        weekend_night: "unknown", workplace: "", months_away: "",
      },
      age_band: "unknown", contact_ways: [], pledge_on: null, training_on: null, meetings: [], origin: "unknown",
      name_consent: "unknown", avoid_raw: "", supports_raw: "", confirmed_on: null, note: "", fact_days: {},
    },
  };
}

/** Returns the two records as the texts of the form. */
export function entryOf({ person, supporter }: SupporterDraft): Record<string, string> {
  return {
    ...personEntry(person),
    list_no: supporter.list_no,
    kind: supporter.kind,
    max_load: String(supporter.max_load),
    max_load_raw: supporter.max_load_raw,
    supports_raw: supporter.supports_raw,
    can_do: joinCodes(supporter.can_do),
    ...Object.fromEntries(TIMES.map((time) => [time, supporter.availability[time]])),
    workplace: supporter.availability.workplace,
    months_away: supporter.availability.months_away,
    age_band: supporter.age_band,
    contact_ways: joinCodes(supporter.contact_ways),
    pledge_on: shortDay(supporter.pledge_on),
    training_on: shortDay(supporter.training_on),
    meetings: supporter.meetings.map(shortDay).join("\n"),
    origin: supporter.origin,
    name_consent: supporter.name_consent,
    avoid_raw: supporter.avoid_raw,
    confirmed_on: shortDay(supporter.confirmed_on),
    note: supporter.note,
  };
}

/** Returns the records with what the form says. `days` are the read dates of DAYS by field, `meetings` those of つどい. */
export function draftFrom(
  entry: Entry, before: SupporterDraft, days: Readonly<Record<string, string | null>>, meetings: readonly string[],
): SupporterDraft {
  const get = (field: string): string => (entry[field] ?? "").trim();
  const old = before.supporter;
  const limit = Number.parseInt(get("max_load").normalize("NFKC"), 10);
  const supporter: Supporter = {
    ...old,
    list_no: get("list_no"),
    kind: oneOf(KINDS, get("kind"), "individual"),
    max_load: Number.isNaN(limit) ? old.max_load : limit,
    max_load_raw: get("max_load_raw"),
    supports_raw: get("supports_raw"),
    can_do: CAN_DO.filter((code) => codesOf(get("can_do")).includes(code)),
    availability: {
      weekday_morning: presence(entry, "weekday_morning"),
      weekday_day: presence(entry, "weekday_day"),
      weekday_night: presence(entry, "weekday_night"),
      weekend_day: presence(entry, "weekend_day"),
      weekend_night: presence(entry, "weekend_night"),
      workplace: get("workplace"),
      months_away: get("months_away"),
    },
    age_band: oneOf(AGE_BANDS, get("age_band"), "unknown"),
    contact_ways: waysFrom(codesOf(get("contact_ways")), old.contact_ways),
    pledge_on: days["pledge_on"] ?? null,
    training_on: days["training_on"] ?? null,
    meetings: [...meetings],
    origin: oneOf(ORIGINS, get("origin"), "unknown"),
    name_consent: oneOf(YES_NO, get("name_consent"), "unknown"),
    avoid_raw: get("avoid_raw"),
    confirmed_on: days["confirmed_on"] ?? null,
    note: get("note"),
  };
  return { person: personFrom(entry, before.person), supporter };
}

function presence(entry: Entry, time: string): Presence {
  return oneOf(PRESENCES, entry[time] ?? "", "unknown");
}

// The best way stays first: ways that are kept keep their order, new ones come after them.
function waysFrom(ticked: readonly string[], before: readonly ContactWay[]): ContactWay[] {
  const kept = before.filter((way) => ticked.includes(way));
  return [...kept, ...CONTACT_WAYS.filter((way) => ticked.includes(way) && !kept.includes(way))];
}
