// The map of a big district without coordinates: a tile with counts for each block, the block of the chosen person in full.
import type { ProposalRow } from "../../bindings/ProposalRow";
import { addBox, empty, GAP, joinPairs, type District, type Home } from "./layout";

const COLUMNS = 3;
const TILE = { width: 136, height: 62 };

/** Lays the blocks out as tiles. Supporters of the chosen person who live elsewhere stand in the tile of their block. */
export function asTiles(
  rows: readonly ProposalRow[], chosen: string | null, people: ReadonlyMap<string, readonly ProposalRow[]>, homes: ReadonlyMap<string, Home>,
): District {
  const district = empty(COLUMNS * TILE.width + (COLUMNS + 1) * GAP, 7);
  district.height = GAP;
  const row = rows.find((one) => one.registrant === chosen);
  const mine = new Set((row?.places ?? []).flatMap((place) => (place.supporter === null ? [] : [place.supporter])));
  const homesHere = (block: string): (readonly [string, Home])[] => [...homes].filter(([key, home]) => mine.has(key) && home.block === block);
  if (row !== undefined) {
    // The chosen one first, so that nobody is left out who is looked for.
    const here = [row, ...(people.get(row.block) ?? []).filter((one) => one !== row)];
    const box = addBox(district, { x: GAP, y: GAP }, district.width - 2 * GAP, row.block, here, homesHere(row.block));
    district.height = GAP + box.height + GAP;
  }
  const blocks = new Set([...people.keys(), ...[...mine].map((key) => homes.get(key)?.block ?? "")]);
  const others = [...blocks].filter((block) => block !== row?.block).sort((a, b) => Number(a === "") - Number(b === ""));
  others.forEach((block, at) => {
    const x = GAP + (at % COLUMNS) * (TILE.width + GAP);
    const y = district.height + Math.floor(at / COLUMNS) * (TILE.height + GAP);
    const all = people.get(block) ?? [];
    district.boxes.push({ name: block, x, y, ...TILE, left_out: 0, counts: { people: all.length, zero: all.filter((one) => one.have === 0).length } });
    homesHere(block).forEach(([key, home], index) => district.squares.push({ key, name: home.name, x: x + TILE.width - 14 - 18 * index, y: y + TILE.height - 12 }));
  });
  district.height += Math.ceil(others.length / COLUMNS) * (TILE.height + GAP);
  joinPairs(district, row === undefined ? [] : [row]);
  return district;
}
