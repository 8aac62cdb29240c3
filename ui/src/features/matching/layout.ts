// Where people and supporters stand on the schematic map: one box for each block, circles above, squares below.
import type { DistanceClass } from "../../bindings/DistanceClass";
import type { ProposalRow } from "../../bindings/ProposalRow";

/** A person on the map. */
export interface Circle {
  key: string;
  name: string;
  x: number;
  y: number;
  zero: boolean;
}

/** A supporter on the map. */
export interface Square {
  key: string;
  name: string;
  x: number;
  y: number;
}

/** A line between the two: today's pair, or one of the plan. */
export interface Line {
  key: string;
  person: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  planned: boolean;
}

/** A block as a box. */
export interface Box {
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** People and supporters for whom there was no room. */
  left_out: number;
}

/** Everything drawn. */
export interface District {
  width: number;
  height: number;
  boxes: Box[];
  circles: Circle[];
  squares: Square[];
  lines: Line[];
}

const COLUMNS = 2;
const BOX = 210;
const GAP = 10;
const STEP = 24;
const PER_ROW = 8;
const MAX_PEOPLE = 40;
const MAX_SUPPORTERS = 24;
const HEAD = 30;
const MAX_BOXES = 8;

const NEARNESS: Record<DistanceClass, number> = {
  same_building: 0, next_door: 1, same_block: 2, same_chome: 3, neighbouring_chome: 4, elsewhere: 5,
};

/** Lays the district out. The block of the chosen person is always among the boxes. */
export function layOut(rows: readonly ProposalRow[], chosen: string | null): District {
  const people = byBlock(rows);
  const home = homesOf(rows);
  const chosenBlock = rows.find((row) => row.registrant === chosen)?.block;
  const blocks = [...people.keys()].filter((block) => block !== "");
  if (people.has("")) blocks.push("");
  const front = chosenBlock !== undefined && blocks.indexOf(chosenBlock) >= MAX_BOXES ? [chosenBlock] : [];
  const shown = [...front, ...blocks].slice(0, MAX_BOXES);
  const district: District = { width: COLUMNS * BOX + (COLUMNS + 1) * GAP, height: GAP, boxes: [], circles: [], squares: [], lines: [] };
  for (let at = 0; at < shown.length; at += COLUMNS) addRow(district, shown.slice(at, at + COLUMNS), people, home);
  joinPairs(district, rows);
  return district;
}

/** Returns the people of each block, in the order the blocks first appear. */
export function byBlock(rows: readonly ProposalRow[]): Map<string, ProposalRow[]> {
  const blocks = new Map<string, ProposalRow[]>();
  for (const row of rows) {
    const here = blocks.get(row.block);
    if (here === undefined) blocks.set(row.block, [row]);
    else here.push(row);
  }
  return blocks;
}

/** Returns for every supporter the block of the person who lives nearest. */
function homesOf(rows: readonly ProposalRow[]): Map<string, { block: string; name: string; near: number }> {
  const homes = new Map<string, { block: string; name: string; near: number }>();
  for (const row of rows) {
    for (const place of row.places) {
      if (place.supporter === null) continue;
      const near = NEARNESS[place.distance];
      const known = homes.get(place.supporter);
      if (known === undefined || near < known.near) homes.set(place.supporter, { block: row.block, name: place.name, near });
    }
  }
  return homes;
}

function addRow(
  district: District,
  blocks: readonly string[],
  people: ReadonlyMap<string, readonly ProposalRow[]>,
  home: ReadonlyMap<string, { block: string; name: string }>,
): void {
  const y = district.height;
  let tallest = 0;
  for (const [column, block] of blocks.entries()) {
    const x = GAP + column * (BOX + GAP);
    const all = people.get(block) ?? [];
    const here = all.slice(0, MAX_PEOPLE);
    const helpers = [...home].filter(([, at]) => at.block === block);
    const squares = helpers.slice(0, MAX_SUPPORTERS);
    const circleRows = Math.ceil(here.length / PER_ROW);
    here.forEach((row, at) => {
      const spot = spotOf(x, y + HEAD, at);
      district.circles.push({ key: row.registrant, name: row.name, ...spot, zero: row.now.length === 0 });
    });
    squares.forEach(([key, at], index) => {
      district.squares.push({ key, name: at.name, ...spotOf(x, y + HEAD + circleRows * STEP + STEP / 2, index) });
    });
    const height = HEAD + (circleRows + Math.ceil(squares.length / PER_ROW)) * STEP + STEP;
    tallest = Math.max(tallest, height);
    district.boxes.push({ name: block, x, y, width: BOX, height, left_out: all.length - here.length + helpers.length - squares.length });
  }
  for (const box of district.boxes) if (box.y === y) box.height = tallest;
  district.height = y + tallest + GAP;
}

function spotOf(x: number, y: number, at: number): { x: number; y: number } {
  const row = Math.floor(at / PER_ROW);
  // Every other row is shifted, so that lines do not run along each other.
  return { x: x + 18 + (at % PER_ROW) * STEP + (row % 2) * 6, y: y + STEP / 2 + row * STEP };
}

function joinPairs(district: District, rows: readonly ProposalRow[]): void {
  const circles = new Map(district.circles.map((circle) => [circle.key, circle]));
  const squares = new Map(district.squares.map((square) => [square.key, square]));
  for (const row of rows) {
    const from = circles.get(row.registrant);
    if (from === undefined) continue;
    for (const place of row.places) {
      const to = place.supporter === null ? undefined : squares.get(place.supporter);
      if (to !== undefined) district.lines.push({ key: `${row.registrant}/${place.rank}`, person: row.registrant, from, to, planned: place.kept === null });
    }
  }
}
