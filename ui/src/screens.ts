// The list of screens: which tab each stands under, and where its page is.
import type { Component } from "svelte";

import type { Screen } from "./app/screens.svelte";
import Comparison from "./features/comparison/Comparison.svelte";
import Export from "./features/export/Export.svelte";
import History from "./features/history/History.svelte";
import Home from "./features/home/Home.svelte";
import Households from "./features/households/Households.svelte";
import Import from "./features/import/Import.svelte";
import Confirm from "./features/confirmation/Confirm.svelte";
import Duplicates from "./features/duplicates/Duplicates.svelte";
import Matching from "./features/matching/Matching.svelte";
import Copies from "./features/more/Copies.svelte";
import Licences from "./features/more/Licences.svelte";
import Limits from "./features/more/Limits.svelte";
import More from "./features/more/More.svelte";
import Tasks from "./features/more/Tasks.svelte";
import RegistrantForm from "./features/registrants/RegistrantForm.svelte";
import RegistrantList from "./features/registrants/RegistrantList.svelte";
import CheckBoard from "./features/safety_checks/CheckBoard.svelte";
import CheckEntry from "./features/safety_checks/CheckEntry.svelte";
import CheckList from "./features/safety_checks/CheckList.svelte";
import CheckReport from "./features/safety_checks/CheckReport.svelte";
import Settings from "./features/settings/Settings.svelte";
import Sheets from "./features/sheets/Sheets.svelte";
import SupporterForm from "./features/supporters/SupporterForm.svelte";
import SupporterList from "./features/supporters/SupporterList.svelte";

/** The six index tabs, left to right: Alt 1 … Alt 6. */
export const TABS = ["home", "registrants", "matching", "checks", "sheets", "more"] as const;

/** A tab. */
export type Tab = (typeof TABS)[number];

interface Entry {
  tab: Tab;
  page: Component;
}

/** Every screen. A new name is a type error until it stands here. */
export const SCREENS: Record<Screen, Entry> = {
  home: { tab: "home", page: Home },
  registrants: { tab: "registrants", page: RegistrantList },
  registrant_form: { tab: "registrants", page: RegistrantForm },
  supporters: { tab: "registrants", page: SupporterList },
  supporter_form: { tab: "registrants", page: SupporterForm },
  confirm: { tab: "registrants", page: Confirm },
  duplicates: { tab: "registrants", page: Duplicates },
  households: { tab: "registrants", page: Households },
  matching: { tab: "matching", page: Matching },
  checks: { tab: "checks", page: CheckList },
  check_board: { tab: "checks", page: CheckBoard },
  check_entry: { tab: "checks", page: CheckEntry },
  check_report: { tab: "checks", page: CheckReport },
  import: { tab: "more", page: Import },
  comparison: { tab: "more", page: Comparison },
  sheets: { tab: "sheets", page: Sheets },
  history: { tab: "more", page: History },
  settings: { tab: "more", page: Settings },
  more: { tab: "more", page: More },
  copies: { tab: "more", page: Copies },
  export: { tab: "more", page: Export },
  tasks: { tab: "more", page: Tasks },
  licences: { tab: "more", page: Licences },
  limits: { tab: "more", page: Limits },
};
