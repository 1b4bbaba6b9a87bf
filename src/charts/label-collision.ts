import { type Box, clipSegment, type Spot } from './clip-line.ts';

/** A rectangle turned about its centre. */
export interface TurnedBox {
  centre: Spot;
  width: number;
  height: number;
  radians: number;
}

export type Segment = readonly [Spot, Spot];

function turn(spot: Spot, about: Spot, radians: number): Spot {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [dx, dy] = [spot.x - about.x, spot.y - about.y];
  return { x: about.x + dx * cos - dy * sin, y: about.y + dx * sin + dy * cos };
}

/** The four corners, clockwise from the top left before turning. */
export function corners({ centre, width, height, radians }: TurnedBox): [Spot, Spot, Spot, Spot] {
  const at = (sx: number, sy: number) =>
    turn({ x: centre.x + (sx * width) / 2, y: centre.y + (sy * height) / 2 }, centre, radians);
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
}

/** Outline and diagonals, so that a box can stand among the obstacles of later ones. */
export function boxSegments(box: TurnedBox): Segment[] {
  const [a, b, c, d] = corners(box);
  return [
    [a, b],
    [b, c],
    [c, d],
    [d, a],
    [a, c],
    [b, d],
  ];
}

/** True where any segment comes nearer to the box than `clearance` px. */
export function touches(box: TurnedBox, segments: readonly Segment[], clearance: number): boolean {
  const { centre, radians } = box;
  const upright: Box = {
    left: centre.x - box.width / 2 - clearance,
    right: centre.x + box.width / 2 + clearance,
    top: centre.y - box.height / 2 - clearance,
    bottom: centre.y + box.height / 2 + clearance,
  };
  // Most segments are far away: compare with the circle around the box before turning anything.
  const reach = Math.hypot(box.width, box.height) / 2 + 1.5 * clearance;
  return segments.some(
    ([from, to]) =>
      Math.min(from.x, to.x) <= centre.x + reach &&
      Math.max(from.x, to.x) >= centre.x - reach &&
      Math.min(from.y, to.y) <= centre.y + reach &&
      Math.max(from.y, to.y) >= centre.y - reach &&
      clipSegment(turn(from, centre, -radians), turn(to, centre, -radians), upright) !== undefined,
  );
}

/** True where the whole box lies inside the area. */
export function isInside(box: TurnedBox, area: Box): boolean {
  return corners(box).every(
    ({ x, y }) => x >= area.left && x <= area.right && y >= area.top && y <= area.bottom,
  );
}
