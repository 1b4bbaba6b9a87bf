export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** The part of a segment inside a box (Liang and Barsky), or undefined where it misses it. */
export function clipSegment(from: Spot, to: Spot, box: Box): [Spot, Spot] | undefined {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enter = 0;
  let leave = 1;
  const edges = [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const;
  for (const [rate, room] of edges) {
    if (rate === 0) {
      if (room < 0) return undefined;
    } else if (rate < 0) {
      enter = Math.max(enter, room / rate);
    } else {
      leave = Math.min(leave, room / rate);
    }
  }
  if (enter > leave) return undefined;
  const at = (share: number): Spot => ({ x: from.x + share * dx, y: from.y + share * dy });
  return [at(enter), at(leave)];
}
