// The time of day for what is shown (elapsed time of an event). Records take their time from the program, never from here.

const now = $state({ value: new Date() });

/** The moment, renewed every ten seconds. Reactive. */
export function thisMoment(): Date {
  return now.value;
}

/** Starts the renewal; returns what ends it. */
export function keepTime(): () => void {
  const timer = setInterval(() => (now.value = new Date()), 10_000);
  return () => clearInterval(timer);
}
