import { dot, type Matrix } from './matrix.ts';

/**
 * Linear attention in float64, one query after another, with φ(x) = elu(x) + 1 (Katharopoulos et al. 2020,
 * eq. 5): query [n, dHead], key and value [m, dHead]; [n, dHead].
 */
export function linearAttentionOracle(query: Matrix, key: Matrix, value: Matrix): Matrix {
  const feature = (row: Float64Array) => row.map((x) => (x > 0 ? x + 1 : Math.exp(x)));
  const known = key.map(feature);
  return query.map((row) => {
    const asked = feature(row);
    const weights = known.map((each) => dot(asked, each, 0, asked.length));
    const total = weights.reduce((sum, each) => sum + each, 0);
    return asked.map((_, column) =>
      weights.reduce(
        (sum, weight, index) =>
          sum + (weight / total) * ((value[index] as Float64Array)[column] as number),
        0,
      ),
    );
  });
}
