// This file was generated. Which kinds of record each question reads.
import type { Asks } from "./Asks";
import type { Kind } from "./Kind";

export const reads: Record<keyof Asks, Kind[]> = {
  home: ["registrant", "supporter", "pairing", "consent", "safety_check", "check_result", "copy", "task", "block", "council", "roster_comparison", "comparison_case"],
  council_setup: ["council", "block", "place", "zone", "person", "registrant"],
  registrants: ["person", "registrant", "consent", "pairing", "supporter", "block", "task"],
  registrant: ["person", "registrant", "consent", "pairing", "supporter", "block", "task"],
  supporters: ["person", "supporter", "pairing", "block"],
  supporter: ["person", "supporter", "pairing", "registrant", "block"],
  to_confirm: ["person", "registrant", "supporter", "block", "council"],
  merge_sheet: ["person", "registrant", "supporter", "consent", "pairing"],
  pair_candidates: ["person", "registrant", "supporter", "pairing", "exclusion", "block", "distinct"],
  follow_up: ["person", "registrant", "supporter", "pairing"],
  safety_checks: ["safety_check", "check_target", "check_result", "check_report", "copy", "registrant"],
  check_board: ["safety_check", "check_target", "check_result", "check_report", "copy"],
  entry_sheet: ["copy", "check_target", "check_result"],
  erasing: ["person", "registrant", "supporter", "copy"],
  households: ["person", "registrant", "supporter", "household"],
  saved_filters: ["saved_filter"],
  export_preview: ["person", "registrant", "supporter", "pairing", "consent", "block", "place", "copy"],
  copies: ["copy", "safety_check"],
  comparison: ["roster_comparison", "comparison_case", "person", "registrant", "consent"],
  tasks: ["task", "person", "registrant", "supporter"],
  history: [],
  history_entry: [],
  read_date: [],
  users: ["user"],
};
