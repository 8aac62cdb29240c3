// F6 and Shift F6: from one region of the page to the next, in the order of the eye.
/** Moves the focus to the next (or previous) region; regions bear `data-region`. */
export function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((one) => one.offsetParent !== null);
  if (regions.length === 0) return;
  const here = document.activeElement;
  const at = regions.findLastIndex((one) => one === here || one.contains(here));
  const next = regions[(at + step + regions.length) % regions.length];
  if (next === undefined) return;
  const inside = next.querySelector<HTMLElement>("[role=grid]") ?? next.querySelector<HTMLElement>("a[href], button, input, select, textarea, [tabindex='0']");
  (inside ?? next).focus();
}
