// How this PC shows the program: text size, theme, minutes until the lock. Kept outside the book.
import type { PcSettings } from "../bindings/PcSettings";
import { asFailure, file } from "./call";
import { showFailure } from "./failures.svelte";

/** The three text sizes. */
export const SIZES = ["normal", "large", "xlarge"] as const;
/** The two themes. */
export const THEMES = ["normal", "contrast"] as const;

let settings = $state.raw<PcSettings>({ text: "normal", theme: "normal", lock_minutes: 15 });

/** The settings of this PC. Reactive. */
export const pc = {
  get settings(): PcSettings {
    return settings;
  },
};

/** Reads the settings and shows the page accordingly. */
export async function loadAppearance(): Promise<void> {
  try {
    settings = await file("settings", null);
  } catch (reason) {
    showFailure(asFailure(reason));
  }
  show();
}

/** Changes some of the settings, at once and for the next start. */
export async function changeAppearance(change: Partial<PcSettings>): Promise<void> {
  settings = { ...settings, ...change };
  show();
  try {
    await file("save_settings", settings);
  } catch (reason) {
    showFailure(asFailure(reason));
  }
}

/** One step larger or smaller: Ctrl + and −, Ctrl and the wheel. */
export function stepSize(step: 1 | -1): void {
  const now = SIZES.findIndex((size) => size === settings.text);
  const wanted = SIZES[Math.min(SIZES.length - 1, Math.max(0, now + step))];
  if (wanted !== undefined && wanted !== settings.text) void changeAppearance({ text: wanted });
}

function show(): void {
  document.documentElement.dataset["text"] = settings.text;
  document.documentElement.dataset["theme"] = settings.theme;
}
