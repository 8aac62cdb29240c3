// 控え the program makes by itself: the page only says when; everything else is done beside the work, without a word.
import { book, refreshBook } from "./book.svelte";
import { file } from "./call";
import { touch } from "./refresh.svelte";

let keeping = false;
let changes = $state(0);

/** Grows when the backups have changed. Reactive. */
export function backupChanges(): number {
  return changes;
}

/** Does what is due. A failure is no noise: the backups then grow old, and 今日やること says so. */
export async function keepBackups(): Promise<void> {
  if (keeping || !book.state.backup_due) return;
  keeping = true;
  const changed = await file("keep_backups", null).catch(() => false);
  keeping = false;
  if (changed) noteBackups();
  await refreshBook();
}

/** Notes that the backups have changed. What counts copies (今日やること, 完全に消す) is asked again. */
export function noteBackups(): void {
  changes += 1;
  touch(["copy"]);
}
