// Ctrl F leads to the search field of 名簿 from everywhere.
const search = $state({ wanted: 0 });

/** Grows with each press; the list of 名簿 puts the focus into its field when it changes. Reactive. */
export function searchWanted(): number {
  return search.wanted;
}

/** Asks for the search field. */
export function wantSearch(): void {
  search.wanted += 1;
}
