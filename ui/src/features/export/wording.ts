// The lists, receivers and forms of a file, in the order they are offered.
import type { ConsentParty } from "../../bindings/ConsentParty";
import type { ListContent } from "../../bindings/ListContent";
import type { ListFormat } from "../../bindings/ListFormat";

/** The lists. */
export const CONTENTS = ["registrants", "supporters", "pairings", "places"] as const satisfies readonly ListContent[];

/** Who may receive a list outside the council. */
export const PARTIES =
  ["supporters", "welfare_commissioner", "disaster_organisation", "fire", "police", "care_centre"] as const satisfies readonly ConsentParty[];

/** The forms of the file. */
export const FORMATS = ["xlsx", "csv_utf8", "csv_cp932"] as const satisfies readonly ListFormat[];

/** Returns the list another screen named, or the registrants. */
export function oneContent(named: string | undefined): ListContent {
  return CONTENTS.find((one) => one === named) ?? "registrants";
}

/** Returns the ending of the name of a file. */
export function endingOf(format: ListFormat): string {
  return format === "xlsx" ? "xlsx" : "csv";
}
