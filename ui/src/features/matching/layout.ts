// Where people and supporters stand on the schematic map: by coordinates where they are known, else a box for each block,
// and where there are many, a tile for each block with its counts and only the block of the chosen person in full.
import type { ProposalRow } from "../../bindings/ProposalRow";
import { asPoints } from "./layout_points";
import { asTiles } from "./layout_tiles";

/** A place of the picture. */
export interface Point {
  x: number;
  y: number;
}

/** A person on the map. */
export interface Circle extends Point {
  key: string;
  name: string;
  zero: boolean;
}

/** A supporter on the map. */
export interface Square extends Point {
  key: string;
  name: string;
}

/** A line between the two: today's pair, or one of the plan. */
export interface Line {
  key: string;
  person: string;
  from: Point;
  to: Square;
  planned: boolean;
}

/** A block as a box or a tile. */
export interface Box extends Point {
  name: string;
  width: number;
  height: number;
  /** People and supporters for whom there was no room. */
  left_out: number;
  /** In a tile, where nobody is drawn: how many people live there, and how many of them have nobody. */
  counts: { people: number; zero: number } | null;
}

/** Everything drawn. */
export interface District {
  width: number;
  height: number;
  boxes: Box[];
  /** Names of blocks where there are no boxes. */
  labels: (Point & { name: string })[];
  circles: Circle[];
  squares: Square[];
  lines: Line[];
  /** Of a circle; smaller where many stand close. */
  radius: number;
}

/** A supporter who stands in the plan: where, and the block. */
export interface Home {
  name: string;
  block: string;
  spot: ProposalRow["spot"];
}

const COLUMNS = 2;
const BOX = 210;
/** Between two boxes. */
export const GAP = 10;
/** Between two people. */
export const STEP = 24;
/** Room for the name of a block. */
export const HEAD = 30;
const MAX_PEOPLE = 40;
const MAX_BOXES = 8;
/** More people cannot be told apart where they live, and are counted by block. */
const MOST_POINTS = 600;

/** Lays the district out. */
export function layOut(rows: readonly ProposalRow[], chosen: string | null): District {
  const homes = homesOf(rows);
  const located = rows.filter((row) => row.spot !== null).length;
  if (located > 0 && located * 2 >= rows.length && rows.length <= MOST_POINTS) return asPoints(rows, homes);
  const people = byBlock(rows);
  const blocks = new Set([...people.keys(), ...[...homes.values()].map((home) => home.block)]);
  const small = blocks.size <= MAX_BOXES && [...people.values()].every((all) => all.length <= MAX_PEOPLE);
  return small ? asBoxes(rows, [...blocks], people, homes) : asTiles(rows, chosen, people, homes);
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

/** Returns every supporter of the plan. Without a block of the own the one of a person looked after counts. */
export function homesOf(rows: readonly ProposalRow[]): Map<string, Home> {
  const homes = new Map<string, Home>();
  for (const row of rows) {
    for (const place of row.places) {
      if (place.supporter === null || homes.has(place.supporter)) continue;
      homes.set(place.supporter, { name: place.name, block: place.block === "" ? row.block : place.block, spot: place.spot });
    }
  }
  return homes;
}

/** Returns a picture with nothing in it. */
export function empty(width: number, radius: number): District {
  return { width, height: 0, boxes: [], labels: [], circles: [], squares: [], lines: [], radius };
}

/** Returns where the n-th of some people stands in a box of so many in a row. */
export function spotOf(x: number, y: number, at: number, inRow: number): Point {
  const row = Math.floor(at / inRow);
  // Every other row is shifted, so that lines do not run along each other.
  return { x: x + 18 + (at % inRow) * STEP + (row % 2) * 6, y: y + STEP / 2 + row * STEP };
}

/** Draws a line for every pair both sides of which stand in the picture. */
export function joinPairs(district: District, rows: readonly ProposalRow[]): void {
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

/** Returns the person nearest in a direction, for the arrow keys; none where nobody stands there. */
export function neighbour(district: District, from: string | null, way: Point): string | null {
  const here = district.circles.find((circle) => circle.key === from);
  if (here === undefined) return district.circles[0]?.key ?? null;
  let best: { key: string; far: number } | null = null;
  for (const circle of district.circles) {
    const along = (circle.x - here.x) * way.x + (circle.y - here.y) * way.y;
    const aside = Math.abs((circle.x - here.x) * way.y) + Math.abs((circle.y - here.y) * way.x);
    if (along <= 0 || aside > along * 2) continue;
    const far = along + aside * 2;
    if (best === null || far < best.far) best = { key: circle.key, far };
  }
  return best?.key ?? null;
}

function asBoxes(
  rows: readonly ProposalRow[], blocks: readonly string[], people: ReadonlyMap<string, readonly ProposalRow[]>, homes: ReadonlyMap<string, Home>,
): District {
  const district = empty(COLUMNS * BOX + (COLUMNS + 1) * GAP, 7);
  district.height = GAP;
  const named = [...blocks.filter((block) => block !== ""), ...blocks.filter((block) => block === "")];
  for (let at = 0; at < named.length; at += COLUMNS) {
    const y = district.height;
    const made = named.slice(at, at + COLUMNS).map((block, column) =>
      addBox(district, { x: GAP + column * (BOX + GAP), y }, BOX, block, people.get(block) ?? [], [...homes].filter(([, home]) => home.block === block)));
    const tallest = Math.max(...made.map((box) => box.height));
    for (const box of made) box.height = tallest;
    district.height = y + tallest + GAP;
  }
  joinPairs(district, rows);
  return district;
}

/** Draws a block with everybody in it: circles above, squares below. */
export function addBox(
  district: District, at: Point, width: number, block: string, people: readonly ProposalRow[], homes: readonly (readonly [string, Home])[],
): Box {
  const inRow = Math.floor((width - 18) / STEP);
  const here = people.slice(0, MAX_PEOPLE);
  const squares = homes.slice(0, MAX_PEOPLE);
  const circleRows = Math.ceil(here.length / inRow);
  here.forEach((row, index) => {
    district.circles.push({ key: row.registrant, name: row.name, ...spotOf(at.x, at.y + HEAD, index, inRow), zero: row.have === 0 });
  });
  squares.forEach(([key, home], index) => {
    district.squares.push({ key, name: home.name, ...spotOf(at.x, at.y + HEAD + circleRows * STEP + STEP / 2, index, inRow) });
  });
  const height = HEAD + (circleRows + Math.ceil(squares.length / inRow)) * STEP + STEP;
  const box: Box = { name: block, ...at, width, height, left_out: people.length - here.length + homes.length - squares.length, counts: null };
  district.boxes.push(box);
  return box;
}
