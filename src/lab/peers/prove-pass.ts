import { proveAgainstCase, proveAgainstOracle } from '#lab/run/proof.ts';
import type { Proof } from '#results/record.ts';
import type { Output } from './measure-block.ts';
import { networks, type PeerArrays, type PeerShape } from './networks.ts';
import { readFloats } from './write-arrays.ts';

/** Oracles of one block's arrays, computed once for all libraries and thread counts. */
export class Oracles {
  readonly #arrays: PeerArrays;
  readonly #shape: PeerShape;
  readonly #known = new Map<string, Float64Array>();

  constructor(arrays: PeerArrays, shape: PeerShape) {
    this.#arrays = arrays;
    this.#shape = shape;
  }

  /** Every output agrees with the float64 truth, or a ProofError says which does not. */
  prove(outputs: readonly Output[], seed: number): Proof[] {
    return outputs.flatMap(({ caseId, at, each, file }) => {
      const { oracle, reductionLength } = networks[each.network];
      return proveAgainstOracle(caseId, at, readFloats(file), seed, {
        oracle: () => {
          const key = `${each.network} ${at}`;
          const truth = this.#known.get(key) ?? oracle(at, this.#arrays, this.#shape);
          this.#known.set(key, truth);
          return truth;
        },
        reductionLength: (n) => reductionLength(n, this.#shape),
      });
    });
  }
}

/** In the later blocks: every output agrees with ours of the same function. */
export function proveAgainstOurs(outputs: readonly Output[], shape: PeerShape): Proof[] {
  return outputs.flatMap(({ caseId, at, each, file }) => {
    const ours = outputs.find(
      (other) =>
        other.each.network === each.network && other.at === at && other.each.form === 'measured',
    );
    if (ours === undefined || ours.caseId === caseId) return [];
    const length = networks[each.network].reductionLength(at, shape);
    return proveAgainstCase(
      caseId,
      ours.caseId,
      at,
      readFloats(file),
      readFloats(ours.file),
      length,
    );
  });
}
