export type MapSpot = { east: number, north: number, };
