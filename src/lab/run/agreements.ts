import { type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import type { Proof } from '#results/record.ts';
import type { Fingerprint } from './child-messages.ts';
import type { ResolvedCase } from './load-experiments.ts';
import { proveAgainstCase } from './proof.ts';

/** Cases of one block that compute the same function on the same inputs agree with the first. */
export function agreements(
  experiment: Experiment,
  cases: readonly ResolvedCase[],
  fingerprints: ReadonlyMap<string, readonly Fingerprint[]>,
): Proof[] {
  return cases.flatMap((each) => {
    const first = cases.find((other) => other.definition.computes === each.definition.computes);
    if (first === undefined || first === each) return [];
    const { reductionLength } = functionOf(experiment, each.definition);
    return (fingerprints.get(each.id) ?? []).flatMap(({ at, entries }) => {
      const other = fingerprints.get(first.id)?.find((candidate) => candidate.at === at);
      if (other === undefined) return [];
      return proveAgainstCase(each.id, first.id, at, entries, other.entries, reductionLength(at));
    });
  });
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
