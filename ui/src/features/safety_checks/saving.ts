// Saving a paper of an event, and saying in words that it is there.
import type { SavedFile } from "../../bindings/SavedFile";
import type { SheetRequest } from "../../bindings/SheetRequest";
import { asFailure } from "../../app/call";
import { showFailure } from "../../app/failures.svelte";
import { say } from "../../app/status.svelte";
import { t } from "../../app/text";
import { saveSheet } from "./files";

/** Saves a sheet where the person says; shows what went wrong and answers null then. */
export async function saveAndSay(sheet: SheetRequest, suggested: string): Promise<SavedFile | null> {
  try {
    const saved = await saveSheet(sheet, suggested);
    if (saved !== null) say(t("checks.saved_file", { name: saved.name }));
    return saved;
  } catch (reason) {
    showFailure(asFailure(reason));
    return null;
  }
}
