// 鍵をかける: by the key, by the button, after minutes without a key, or when the PC has slept. What is under the hands is saved first; what a form holds stays in the book.
import { refreshBook, book } from "./book.svelte";
import { asFailure, file } from "./call";
import { showFailure } from "./failures.svelte";
import { pc } from "./appearance.svelte";
import { touchEverything } from "./refresh.svelte";
import { finishScreen } from "./screens.svelte";

const WARN_SECONDS = 60;
/** The clock of the wall ran on so much while that of the program stood still: the PC has slept. */
const SLEPT_MS = 15_000;

const idle = $state({ left: 0 });
let lastKey = performance.now();

/** Seconds until the lock falls, 0 while no warning is due. Reactive. */
export function secondsLeft(): number {
  return idle.left;
}

/** The person is here. */
export function stayAwake(): void {
  lastKey = performance.now();
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

/** Looks at the clocks once a second: how long nobody has pressed a key, and whether the PC has slept. */
function look(drift: { ms: number }): void {
  const now = performance.now();
  const slept = Date.now() - now - drift.ms > SLEPT_MS;
  drift.ms = Date.now() - now;
  if (book.open && !book.state.practice && slept) {
    void lockNow();
    return;
  }
  const minutes = pc.settings.lock_minutes;
  if (!book.open || book.state.practice || book.state.running !== null || minutes === 0) {
    stayAwake();
    return;
  }
  const left = Math.ceil((lastKey + minutes * 60_000 - now) / 1000);
  // Of a single minute the first half passes without a word.
  const warn = Math.min(WARN_SECONDS, minutes * 30);
  if (left <= 0) void lockNow();
  else idle.left = left <= warn ? left : 0;
}

/** Any key or press says that the person is here, except one on the buttons of the warning itself. */
function here(event: Event): void {
  const onWarning = event.type === "pointerdown" && event.target instanceof Element && event.target.closest("dialog") !== null;
  if (idle.left === 0 || !onWarning) stayAwake();
}

/** Watches for minutes without a key; during an event only a sleeping PC locks. Returns what ends it. */
export function watchIdle(): () => void {
  stayAwake();
  const drift = { ms: Date.now() - performance.now() };
  const timer = setInterval(() => look(drift), 1000);
  const fromSystem = (): void => {
    if (book.open) void lockNow();
  };
  const signs = ["keydown", "pointerdown", "wheel"];
  for (const name of signs) addEventListener(name, here, { passive: true });
  addEventListener("lock-book", fromSystem);
  return () => {
    clearInterval(timer);
    for (const name of signs) removeEventListener(name, here);
    removeEventListener("lock-book", fromSystem);
  };
}
