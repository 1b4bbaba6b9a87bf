import type { ComputedFunction } from '#lab/experiments/experiment.ts';
import type { Proof } from '#results/record.ts';

const float32Epsilon = 2 ** -23;

/**
 * Largest difference that float32 rounding explains: c·ε₃₂·√k·max|y| with c = 2, where k is the
 * longest sum in the function and rounding errors add up like a random walk.
 */
export function roundingTolerance(largest: number, reductionLength: number): number {
  return 2 * float32Epsilon * Math.sqrt(reductionLength) * largest;
}

/** Compares a computed tensor's values with the float64 truth: its values, and its tokens if any. */
export function proveAgainstOracle(
  caseId: string,
  at: number,
  computed: ArrayLike<number>,
  seed: number,
  { oracle, reductionLength, argmaxOver }: ComputedFunction,
): Proof[] {
  const truth = oracle(at, seed);
  const tolerance = roundingTolerance(largestOf(truth), reductionLength(at));
  const proofs = [compare(caseId, at, 'oracle', computed, truth, tolerance)];
  if (argmaxOver !== undefined) {
    const chosen = argmaxOfRows(computed, argmaxOver);
    const disagreements = argmaxOfRows(truth, argmaxOver).filter(
      (each, row) => each !== chosen[row],
    );
    if (disagreements.length > 0) {
      throw new ProofError(
        `${caseId} at ${at} chooses another token than the float64 oracle in ${disagreements.length} rows`,
      );
    }
    proofs.push({
      case: caseId,
      against: 'oracle',
      at,
      kind: 'argmax',
      maxAbsDelta: 0,
      tolerance: 0,
      holds: true,
    });
  }
  return proofs;
}

/** Compares two cases that compute the same function; each may err by the tolerance. */
export function proveAgainstCase(
  caseId: string,
  other: string,
  at: number,
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  reductionLength: number,
): Proof {
  const tolerance = 2 * roundingTolerance(largestOf(right), reductionLength);
  return compare(caseId, at, other, left, right, tolerance);
}

/** A case that does not compute what it should: its timings are void. */
export class ProofError extends Error {
  override name = 'ProofError';
}

function compare(
  caseId: string,
  at: number,
  against: string,
  computed: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): Proof {
  if (computed.length !== expected.length) {
    throw new ProofError(
      `${caseId} at ${at} returned ${computed.length} values; ${against} has ${expected.length}`,
    );
  }
  let maxAbsDelta = 0;
  for (let index = 0; index < expected.length; index++) {
    const delta = Math.abs((computed[index] as number) - (expected[index] as number));
    maxAbsDelta = Math.max(maxAbsDelta, delta); // NaN stays NaN
  }
  if (!(maxAbsDelta <= tolerance)) {
    throw new ProofError(
      `${caseId} at ${at} differs from ${against} by ${maxAbsDelta.toExponential(2)}; ` +
        `float32 rounding explains at most ${tolerance.toExponential(2)}`,
    );
  }
  const rounded = (value: number) => Number(value.toPrecision(4));
  return {
    case: caseId,
    against,
    at,
    kind: 'values',
    maxAbsDelta: rounded(maxAbsDelta),
    tolerance: rounded(tolerance),
    holds: true,
  };
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    largest = Math.max(largest, Math.abs(values[index] as number));
  }
  return largest;
}

function argmaxOfRows(values: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: values.length / width }, (_, row) => {
    let best = 0;
    for (let column = 1; column < width; column++) {
      if ((values[row * width + column] as number) > (values[row * width + best] as number)) {
        best = column;
      }
    }
    return best;
  });
}
