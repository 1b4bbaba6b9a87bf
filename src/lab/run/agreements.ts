import { type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import type { Proof } from '#results/record.ts';
import type { Fingerprint } from './child-messages.ts';
import { proveAgainstCase } from './proof.ts';
import type { ResolvedCase } from './resolve-cases.ts';

/**
 * Compares a case of a block with the first one that computes the same function, on the same
 * inputs. Throws a ProofError where they differ by more than rounding explains.
 */
export function agreementsOf(
  experiment: Experiment,
  each: ResolvedCase,
  cases: readonly ResolvedCase[],
  fingerprints: ReadonlyMap<string, readonly Fingerprint[]>,
): Proof[] {
  const { computes } = each.definition;
  const first = cases.find(
    (other) => other.definition.computes === computes && fingerprints.has(other.id),
  );
  if (first === undefined || first.id === each.id) return [];
  const { reductionLength } = functionOf(experiment, each.definition);
  return (fingerprints.get(each.id) ?? []).flatMap(({ at, entries }) => {
    const other = fingerprints.get(first.id)?.find((candidate) => candidate.at === at);
    if (other === undefined) return [];
    return proveAgainstCase(each.id, first.id, at, entries, other.entries, reductionLength(at));
  });
}

/** About 256 entries of an output, at equal strides. */
export function fingerprintOf(values: Float32Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / 256));
  return Float64Array.from(values.filter((_, index) => index % stride === 0));
}

/** Of equal comparisons in several blocks, the one with the largest share of its tolerance. */
export function worstOfEach(proofs: readonly Proof[]): Proof[] {
  const worst = new Map<string, Proof>();
  const share = ({ maxAbsDelta, tolerance }: Proof) =>
    tolerance === 0 ? 0 : maxAbsDelta / tolerance;
  for (const proof of proofs) {
    const key = [proof.case, proof.against, proof.at, proof.kind].join(' ');
    const known = worst.get(key);
    if (known === undefined || share(proof) > share(known)) worst.set(key, proof);
  }
  return [...worst.values()];
}
