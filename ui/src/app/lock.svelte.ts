// 鍵をかける: by the key, by the button, or after minutes without a key. What is under the hands is saved first; what a form holds stays in the book.
import { refreshBook, book } from "./book.svelte";
import { asFailure, file } from "./call";
import { showFailure } from "./failures.svelte";
import { pc } from "./appearance.svelte";
import { touchEverything } from "./refresh.svelte";
import { finishScreen } from "./screens.svelte";

const WARN_SECONDS = 60;

const idle = $state({ left: 0 });
let lastKey = Date.now();

/** Seconds until the lock falls, 0 while no warning is due. Reactive. */
export function secondsLeft(): number {
  return idle.left;
}

/** The person is here. */
export function stayAwake(): void {
  lastKey = Date.now();
  idle.left = 0;
}

/** Locks the book, or leaves the practice book. */
export async function lockNow(): Promise<void> {
  await finishScreen();
  try {
    await file(book.state.practice ? "leave_practice" : "lock", null);
  } catch (reason) {
    showFailure(asFailure(reason));
  }
  idle.left = 0;
  await refreshBook();
  touchEverything();
}

/** Watches for minutes without a key; during an event nothing is locked. Returns what ends it. */
export function watchIdle(): () => void {
  const timer = setInterval(() => {
    const minutes = pc.settings.lock_minutes;
    if (!book.open || book.state.practice || book.state.running !== null || minutes === 0) {
      lastKey = Date.now();
      idle.left = 0;
      return;
    }
    const left = Math.ceil((lastKey + minutes * 60_000 - Date.now()) / 1000);
    if (left <= 0) void lockNow();
    else idle.left = left <= WARN_SECONDS ? left : 0;
  }, 1000);
  const here = (): void => {
    if (idle.left === 0) lastKey = Date.now();
  };
  for (const name of ["keydown", "pointerdown", "wheel"]) addEventListener(name, here, { passive: true });
  return () => {
    clearInterval(timer);
    for (const name of ["keydown", "pointerdown", "wheel"]) removeEventListener(name, here);
  };
}
