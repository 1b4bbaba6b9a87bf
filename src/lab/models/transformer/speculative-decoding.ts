import * as tf from '@tensorflow/tfjs-core';
import { expectIntegers } from '../check.ts';
import type { Kernels } from '../kernels.ts';
import type { CausalDecoderShape, CausalDecoderWeights } from './causal-decoder.ts';
import {
  disposePrefix,
  firstOf,
  nothingRead,
  type ReadPrefix,
  readMore,
} from './causal-extension.ts';

/** A stack that decodes. */
export interface Decoder {
  weights: CausalDecoderWeights<tf.Tensor>;
  shape: CausalDecoderShape;
  kernels?: Kernels | undefined;
}

/** What decoding gave, and what it took. */
export interface Decoded {
  tokens: number[];
  /** Passes of the large stack, the one over the prompt among them. */
  passes: number;
  /** Tokens that the small stack guessed, and how many of them were right and in time. */
  guessed: number;
  accepted: number;
}

/** Greedy decoding, one token a pass: a prompt of tokens, then `steps` more, the most likely each time. */
export function greedily(prompt: readonly number[], steps: number, decoder: Decoder): Decoded {
  const reader = new Reader(decoder);
  const tokens: number[] = [];
  let next = reader.read(prompt).at(-1) as number;
  for (let step = 1; step < steps; step++) {
    tokens.push(next);
    next = reader.read([next]).at(-1) as number;
  }
  reader.dispose();
  return { tokens: [...tokens, next], passes: steps, guessed: 0, accepted: 0 };
}

// #region speculate
/**
 * The same tokens by speculation (Leviathan et al. 2023): a small stack guesses `ahead` tokens one by one,
 * the large one reads all of them in a single pass, and keeps those that it would have said itself, and one
 * of its own. However badly is guessed, the tokens are those of `greedily`.
 */
export function speculatively(
  prompt: readonly number[],
  steps: number,
  ahead: number,
  large: Decoder,
  small: Decoder,
): Decoded {
  expectIntegers('ahead', [ahead], 1, Number.MAX_SAFE_INTEGER);
  const [verifier, guesser] = [new Reader(large), new Reader(small)];
  const tokens = [verifier.read(prompt).at(-1) as number];
  const said = () => [...prompt, ...tokens];
  let [passes, guessed, accepted] = [1, 0, 0];
  while (tokens.length < steps) {
    const count = Math.min(ahead, steps - tokens.length);
    const guesses: number[] = [];
    // What was said and the small stack has not read yet, then its own guesses.
    let guess = guesser.read(said().slice(guesser.length)).at(-1) as number;
    for (let at = 1; at < count; at++) {
      guesses.push(guess);
      guess = guesser.read([guess]).at(-1) as number;
    }
    guesses.push(guess);
    const own = verifier.read([...said().slice(verifier.length), ...guesses]).slice(-count - 1);
    const wrong = guesses.findIndex((each, at) => each !== own[at]);
    const right = wrong === -1 ? count : wrong;
    tokens.push(...guesses.slice(0, right), own[right] as number);
    [passes, guessed, accepted] = [passes + 1, guessed + count, accepted + right];
    // Neither keeps what it has read of guesses that were wrong.
    verifier.forgetFrom(prompt.length + tokens.length - 1);
    guesser.forgetFrom(prompt.length + tokens.length - 1);
  }
  verifier.dispose();
  guesser.dispose();
  return { tokens: tokens.slice(0, steps), passes, guessed, accepted };
}
// #endregion

/** A stack with what it has read. */
class Reader {
  readonly #decoder: Decoder;
  #read: ReadPrefix = nothingRead;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  get length(): number {
    return this.#read.length;
  }

  /** Reads tokens in one pass: the most likely token behind each of them. */
  read(tokens: readonly number[]): number[] {
    const { weights, shape, kernels } = this.#decoder;
    const before = this.#read;
    const { chosen, read } = tf.tidy(() => {
      const placed = tf.tensor2d([...tokens], [1, tokens.length], 'int32');
      const { logits, read: grown } = readMore(placed, before, weights, shape, kernels);
      return { chosen: tf.argMax(logits, 1), read: grown }; // [k]
    });
    disposePrefix(before);
    this.#read = read;
    const values = Array.from(chosen.dataSync());
    chosen.dispose();
    return values;
  }

  forgetFrom(length: number): void {
    if (length >= this.#read.length) return;
    const before = this.#read;
    this.#read = tf.tidy(() => firstOf(before, length));
    disposePrefix(before);
  }

  dispose(): void {
    disposePrefix(this.#read);
    this.#read = nothingRead;
  }
}

/**
 * Expected tokens of one pass if each of γ guesses is right with probability α, by itself:
 * (1 − α^(γ+1)) / (1 − α) (Leviathan et al. 2023, eq. 1).
 */
export function expectedTokens(alpha: number, ahead: number): number {
  return alpha === 1 ? ahead + 1 : (1 - alpha ** (ahead + 1)) / (1 - alpha);
}
