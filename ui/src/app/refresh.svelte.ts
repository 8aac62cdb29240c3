// Which kinds of record have changed since the window opened, so that shown questions are asked again.
import type { Kind } from "../bindings/Kind";

const counts = $state<{ kinds: Partial<Record<Kind, number>>; all: number }>({ kinds: {}, all: 0 });

/** Notes that records of these kinds changed. */
export function touch(kinds: readonly Kind[]): void {
  for (const kind of kinds) counts.kinds[kind] = (counts.kinds[kind] ?? 0) + 1;
  counts.all += 1;
}

/** Notes that everything may have changed: another book, or a book opened anew. */
export function touchEverything(): void {
  epoch.value += 1;
  counts.all += 1;
}

const epoch = $state({ value: 0 });

/** Returns a number that grows when one of the kinds changes; with no kinds, whenever anything does. Reactive. */
export function changesOf(kinds: readonly Kind[]): number {
  if (kinds.length === 0) return counts.all + epoch.value;
  return kinds.reduce((sum, kind) => sum + (counts.kinds[kind] ?? 0), epoch.value);
}
