// Addresses of one sheet: the 町丁目 that all of them share stands once, as on the paper.

/** Returns the 町丁目 every address begins with, or "" where they differ or there are fewer than two. */
export function sharedTown(addresses: readonly string[]): string {
  const towns = new Set(addresses.map((address) => /^.*?\d+丁目/.exec(address)?.[0] ?? ""));
  const [only] = [...towns];
  return towns.size === 1 && addresses.length > 1 && only !== undefined ? only : "";
}
