import type { Proof } from '#results/record.ts';

/** The proofs of one comparison, over every place of the grid where it was made. */
export interface ProofGroup {
  case: string;
  against: string;
  kind: Proof['kind'];
  places: number[];
  /** The proof that used up the largest part of its tolerance. */
  tightest: Proof;
}

/** Gathers the proofs that compare the same two by the same rule, in the order given. */
export function groupProofs(proofs: readonly Proof[]): ProofGroup[] {
  const groups = new Map<string, ProofGroup>();
  for (const proof of proofs) {
    const { case: of, against, kind } = proof;
    const key = JSON.stringify([of, against, kind]);
    const group = groups.get(key) ?? { case: of, against, kind, places: [], tightest: proof };
    group.places.push(proof.at);
    if (share(proof) > share(group.tightest)) group.tightest = proof;
    groups.set(key, group);
  }
  for (const group of groups.values()) group.places.sort((a, b) => a - b);
  return [...groups.values()];
}

function share({ maxAbsDelta, tolerance }: Proof): number {
  return maxAbsDelta === 0 ? 0 : maxAbsDelta / tolerance;
}
