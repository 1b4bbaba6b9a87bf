// Work counted product by product, [a, b] times [b, c] being 2abc, to judge the closed forms by.

export const product = (a: number, b: number, c: number): number => 2 * a * b * c;

/** The two products of each head's scores and weighted sum, of n queries and m keys. */
export function coreProducts(n: number, m: number, d: number, numHeads: number): number {
  const dHead = d / numHeads;
  return numHeads * (product(n, dHead, m) + product(n, m, dHead));
}

/** An encoder layer over n positions, attending to `keys` positions. */
export function encoderProducts(
  n: number,
  d: number,
  numHeads: number,
  dFf: number,
  keys = n,
): number {
  const core = coreProducts(n, keys, d, numHeads);
  return 4 * product(n, d, d) + core + product(n, d, dFf) + product(n, dFf, d);
}
