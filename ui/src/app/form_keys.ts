// Ctrl S and Ctrl Z of a form, before anything else hears of them.
import { isComposing } from "../kit/keys";
import type { FormDraft } from "../kit/draft.svelte";

/** Listens while a form is shown; `draft` is asked for at each press. Returns what ends that. */
export function formKeys(draft: () => FormDraft, save: () => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (isComposing(event) || !event.ctrlKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
    const key = event.key.toLowerCase();
    if (key === "s" && !event.shiftKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      save();
    } else if (key === "z" && !event.shiftKey && draft().canStepBack) {
      event.preventDefault();
      event.stopImmediatePropagation();
      draft().stepBack();
    }
  };
  addEventListener("keydown", press, { capture: true });
  return () => removeEventListener("keydown", press, { capture: true });
}
