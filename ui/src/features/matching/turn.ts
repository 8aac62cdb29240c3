// Long work one after the other: the program does one at a time, and a plan and a question may want it at once.
let last: Promise<unknown> = Promise.resolve();

/** Does the work when everything asked for before it is over. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
