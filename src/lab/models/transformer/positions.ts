import type { DenseArray } from '../weights.ts';

/** Sinusoidal positions [n, dModel] (Vaswani et al. 2017, sec. 3.5): sines even, cosines odd. */
export function sinusoidalPositions(n: number, dModel: number): DenseArray {
  const values = new Float32Array(n * dModel);
  for (let position = 0; position < n; position++) {
    for (let column = 0; column < dModel; column++) {
      const angle = position / 10_000 ** ((column - (column % 2)) / dModel);
      values[position * dModel + column] = column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return { shape: [n, dModel], values };
}

/** Additive causal mask [n, n]: 0 on and below the diagonal, −1e9 above it (sec. 3.2.3). */
export function causalMask(n: number): DenseArray {
  const values = new Float32Array(n * n);
  for (let row = 0; row < n; row++) values.fill(-1e9, row * n + row + 1, (row + 1) * n);
  return { shape: [n, n], values };
}
