import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded shuffle (Fisher and Yates): the same seed gives the same order on every machine. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const generator = xoroshiro128plus(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
}

/** The seed of a block: its order and its data differ from those of every other block. */
export function blockSeed(recordSeed: number, block: number): number {
  return (recordSeed + Math.imul(block + 1, 0x9e3779b1)) | 0;
}
