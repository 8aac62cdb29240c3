// The map by coordinates: everybody where they live, blocks by name; who has no position stands in a box below.
import type { ProposalRow } from "../../bindings/ProposalRow";
import { addBox, byBlock, empty, GAP, joinPairs, type District, type Home, type Point } from "./layout";

const WIDTH = 440;
const TALLEST = 460;
const LOWEST = 200;
const EDGE = 26;
/** So many people stand apart enough for circles of the usual size. */
const FEW = 120;
/** Two who stand nearer are moved apart: people of one building have one position. */
const APART = 15;

/** Lays people and supporters out by their positions. */
export function asPoints(rows: readonly ProposalRow[], homes: ReadonlyMap<string, Home>): District {
  const many = rows.length > FEW;
  const district = empty(WIDTH, many ? 5 : 7);
  const scale = new Scale([...rows.map((row) => row.spot), ...[...homes.values()].map((home) => home.spot)].filter((spot) => spot !== null));
  district.height = scale.height;
  const taken = new Taken(many ? APART - 4 : APART);
  for (const row of rows) {
    if (row.spot !== null) district.circles.push({ key: row.registrant, name: row.name, ...taken.near(scale.at(row.spot)), zero: row.have === 0 });
  }
  for (const [key, home] of homes) {
    if (home.spot !== null) district.squares.push({ key, name: home.name, ...taken.near(scale.at(home.spot)) });
  }
  for (const [block, all] of byBlock(rows)) {
    const spots = all.flatMap((row) => (row.spot === null ? [] : [scale.at(row.spot)]));
    if (block === "" || spots.length === 0) continue;
    district.labels.push({ name: block, x: mean(spots.map((spot) => spot.x)), y: Math.max(18, Math.min(...spots.map((spot) => spot.y)) - 14) });
  }
  const lost = rows.filter((row) => row.spot === null);
  const lostHomes = [...homes].filter(([, home]) => home.spot === null);
  if (lost.length + lostHomes.length > 0) {
    const box = addBox(district, { x: GAP, y: district.height }, WIDTH - 2 * GAP, "", lost, lostHomes);
    district.height += box.height + GAP;
  }
  joinPairs(district, rows);
  return district;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Metres to places of the picture, north above. */
class Scale {
  readonly height: number;
  private readonly west: number;
  private readonly north: number;
  private readonly scale: number;

  constructor(spots: readonly { east: number; north: number }[]) {
    const east = spots.map((spot) => spot.east);
    const north = spots.map((spot) => spot.north);
    this.west = least(east);
    this.north = -least(north.map((one) => -one));
    const wide = Math.max(1, -least(east.map((one) => -one)) - this.west);
    const tall = Math.max(1, this.north - least(north));
    this.scale = Math.min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / tall);
    this.height = Math.max(LOWEST, tall * this.scale + 2 * EDGE);
  }

  at(spot: { east: number; north: number }): Point {
    return { x: EDGE + (spot.east - this.west) * this.scale, y: EDGE + (this.north - spot.north) * this.scale };
  }
}

// Not Math.min(...): a district of ten thousand would be too many arguments.
function least(numbers: readonly number[]): number {
  return numbers.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY);
}

/** Places that are taken; whoever comes later stands on a spiral around. */
class Taken {
  private readonly cells = new Map<string, number>();

  constructor(private readonly apart: number) {}

  near(point: Point): Point {
    const cell = `${Math.round(point.x / this.apart)}/${Math.round(point.y / this.apart)}`;
    const before = this.cells.get(cell) ?? 0;
    this.cells.set(cell, before + 1);
    if (before === 0) return point;
    const angle = before * 2.4;
    const far = this.apart * Math.sqrt(before);
    const inside = (one: number): number => Math.max(EDGE / 2, one);
    return { x: Math.min(WIDTH - EDGE / 2, inside(point.x + far * Math.cos(angle))), y: inside(point.y + far * Math.sin(angle)) };
  }
}
