// The list of screens: which tab each stands under, and where its page is.
import type { Component } from "svelte";

import type { Screen } from "./app/screens.svelte";

/** The six index tabs, left to right: Alt 1 … Alt 6. */
export const TABS = ["home", "registrants", "matching", "checks", "sheets", "more"] as const;

/** A tab. */
export type Tab = (typeof TABS)[number];

interface Entry {
  tab: Tab;
  page: string;
}

/** Every screen. A new name is a type error until it stands here. */
export const SCREENS: Record<Screen, Entry> = {
  home: { tab: "home", page: "home/Home" },
  registrants: { tab: "registrants", page: "registrants/RegistrantList" },
  registrant_form: { tab: "registrants", page: "registrants/RegistrantForm" },
  supporters: { tab: "registrants", page: "supporters/SupporterList" },
  supporter_form: { tab: "registrants", page: "supporters/SupporterForm" },
  matching: { tab: "matching", page: "matching/Matching" },
  checks: { tab: "checks", page: "safety_checks/CheckList" },
  check_board: { tab: "checks", page: "safety_checks/CheckBoard" },
  check_entry: { tab: "checks", page: "safety_checks/CheckEntry" },
  check_report: { tab: "checks", page: "safety_checks/CheckReport" },
  import: { tab: "more", page: "import/Import" },
  sheets: { tab: "sheets", page: "sheets/Sheets" },
  history: { tab: "more", page: "history/History" },
  settings: { tab: "more", page: "settings/Settings" },
  more: { tab: "more", page: "more/More" },
  copies: { tab: "more", page: "more/Copies" },
  tasks: { tab: "more", page: "more/Tasks" },
  licences: { tab: "more", page: "more/Licences" },
  limits: { tab: "more", page: "more/Limits" },
};

const pages = import.meta.glob<{ default: Component }>("./features/*/*.svelte", { eager: true });

/** Returns the page of a screen, if it is there. */
export function pageOf(screen: Screen): Component | undefined {
  return pages[`./features/${SCREENS[screen].page}.svelte`]?.default;
}
