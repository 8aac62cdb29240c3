// The journal's fields and values in the words of the screens.
import { t, textOf } from "./text";
import { dayAndTime, fullDay } from "./wareki";
import type { FieldChange } from "../bindings/FieldChange";

/** Fields whose words stand under the name of a form of their own. */
const FORMS: Readonly<Record<string, string>> = { council: "settings.council", block: "settings.blocks", place: "settings.places" };

/** Where the words of a closed list stand, if not under the name of its field. */
const LISTS: Readonly<Record<string, string>> = {
  "consent.basis": "field.consent_basis", "consent.given_by": "field.consent_giver", "consent.may_visit": "field.may", "pairing.basis": "history.value.basis",
  scope: "field.consent_party", plan_scope: "field.consent_party", entry_consent: "field.may", name_consent: "field.may", sign_seen: "field.yes_no",
  "council.kind": "settings.kind", "place.kind": "settings.places.kinds", "task.kind": "more.tasks.kind", mode: "checks.mode", phase: "checks.phase",
  shindo: "checks.shindo", trigger_shindo: "checks.shindo", document: "print.sheet", end_reason: "matching.refusal", reason: "matching.refusal",
  content: "field.list_content", role: "history.value.role", contact_ways: "field.contact_way", reasons: "field.reason", weekday: "field.weekday", day: "field.whereabouts",
  night: "field.whereabouts", consent_basis: "field.consent_basis", code: "result",
  weekday_morning: "field.presence", weekday_day: "field.presence", weekday_night: "field.presence", weekend_day: "field.presence", weekend_night: "field.presence",
};

/** Parts of a value that have a name of their own before them. */
const NAMED: Readonly<Record<string, string>> = { availability: "field.availability", counts: "result" };

/** A key of a record: it says nothing to a person. */
const KEY = /^[0-9a-f]{32}$/;

/** Returns the label of a changed field. */
export function fieldLabel(change: FieldChange): string {
  const form = FORMS[change.kind];
  return (
    (form === undefined ? undefined : textOf(`${form}.${change.field}`)) ??
    textOf(`history.field_name.${change.kind}.${change.field}`) ??
    textOf(`field.label.${change.field}`) ??
    textOf(`history.field_name.any.${change.field}`) ??
    change.field
  );
}

/** Returns a stored value as it reads on a screen; what has no words of its own stays as it is. */
export function valueWords(change: FieldChange, value: string): string {
  if (/^[[{]/.test(value)) {
    try {
      return read(change.kind, change.field, JSON.parse(value));
    } catch {
      return value;
    }
  }
  return word(change.kind, change.field, value);
}

function read(kind: string, field: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => read(kind, field, one)).filter((text) => text !== "").join(t("history.and"));
  if (isObject(value)) return object(kind, field, value);
  if (value === null || value === undefined || value === 0 || value === false) return "";
  return word(kind, field, String(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function object(kind: string, field: string, value: Record<string, unknown>): string {
  if (typeof value["digits"] === "string") {
    const number = typeof value["raw"] === "string" && value["raw"] !== "" ? value["raw"] : value["digits"];
    return `${word(kind, "phone_kind", String(value["kind"] ?? ""))} ${number}`;
  }
  const parts = Object.entries(value).map(([name, part]) => {
    const text = name === "weekday" ? word(kind, name, String(part)) : read(kind, name === "code" ? field : name, part);
    const named = NAMED[field];
    const label = named === undefined ? undefined : textOf(`${named}.${name}`);
    if (text === "" || (named !== undefined && label === undefined)) return "";
    return label === undefined ? text : t("history.part", { label, text });
  });
  return parts.filter((text) => text !== "").join(" ");
}

function word(kind: string, field: string, value: string): string {
  if (KEY.test(value)) return "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return fullDay(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)$/.test(value)) return dayAndTime(value);
  if (value === "true" || value === "false") return t(value === "true" ? "history.yes" : "history.no");
  const list = LISTS[`${kind}.${field}`] ?? LISTS[field];
  return (
    (list === undefined ? undefined : textOf(`${list}.${value}`)) ??
    textOf(`field.${kind}_${field}.${value}`) ??
    textOf(`field.${field}.${value}`) ??
    textOf(`history.value.${field}.${value}`) ??
    value
  );
}
