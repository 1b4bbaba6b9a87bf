import type { Proof } from '#results/record.ts';

/** The proofs of one comparison, over every place of the grid where it was made. */
export interface ProofGroup {
  case: string;
  against: string;
  kind: Proof['kind'];
  places: number[];
  /** The largest over those places; each place kept within its own tolerance. */
  maxAbsDelta: number;
  tolerance: number;
}

/** Gathers proofs that compare the same two by the same rule and tolerance, in the order given. */
export function groupProofs(proofs: readonly Proof[]): ProofGroup[] {
  const groups = new Map<string, ProofGroup>();
  for (const proof of proofs) {
    const { case: of, against, kind, tolerance } = proof;
    const key = JSON.stringify([of, against, kind, tolerance]);
    const group = groups.get(key) ?? {
      case: of,
      against,
      kind,
      places: [],
      maxAbsDelta: 0,
      tolerance,
    };
    group.places.push(proof.at);
    group.maxAbsDelta = Math.max(group.maxAbsDelta, proof.maxAbsDelta);
    groups.set(key, group);
  }
  return [...groups.values()];
}
