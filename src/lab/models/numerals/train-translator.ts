import * as tf from '@tensorflow/tfjs-core';
import { leavesOf } from '../tensor-tree.ts';
import { adamStart, adamStep } from '../training/adam.ts';
import { lossAndGradients } from '../training/gradients.ts';
import { type OnBackend, seededNormal, toTensors } from '../weights.ts';
import { drawNumbers, numeralBatch, type Split, targetTokens, wordsOf } from './number-corpus.ts';
import { lossOf, placeNumerals, type Translator, type TranslatorKind } from './translator.ts';

/** How to train: everything that is drawn follows from the seed. */
export interface TrainingPlan {
  seed: number;
  steps: number;
  batchSize: number;
  /** The rate up to `decayFrom`; from there it falls in a straight line to a tenth at the last step. */
  learningRate: number;
  decayFrom: number;
  /** After which steps the network is examined, on so many numbers of a split. */
  examineEvery: number;
  examined: number;
}

/** How well the network does after a step: its loss there, and shares of numbers said without a mistake. */
export interface Examination {
  step: number;
  loss: number;
  heldOut: number;
  structural: number;
}

/** Trains a network from its beginning. The weights are the caller's to dispose of. */
export function trainTranslator<Weights extends object>(
  kind: TranslatorKind<Weights>,
  plan: TrainingPlan,
): { examinations: Examination[]; weights: OnBackend<Weights> } {
  const translator = kind.open();
  let weights = toTensors(kind.draw(seededNormal(plan.seed))).tensors;
  let state = adamStart(weights as object);
  const numbers = drawNumbers(plan.seed + 1, plan.steps * plan.batchSize, 'train');
  const examinations: Examination[] = [];
  for (let step = 1; step <= plan.steps; step++) {
    const own = numbers.slice((step - 1) * plan.batchSize, step * plan.batchSize);
    const next = tf.tidy(() => {
      const batch = placeNumerals(numeralBatch(own));
      const loss = (asked: object) => lossOf(translator, batch, asked as OnBackend<Weights>);
      const found = lossAndGradients(loss, weights as object);
      const learningRate = rateAt(step, plan);
      const stepped = adamStep(weights as object, found.gradients, state, {
        learningRate,
        beta2: 0.98,
      });
      const next = { loss: found.loss, weights: stepped.weights, state: stepped.state };
      return next as unknown as tf.TensorContainer;
    }) as unknown as { loss: tf.Scalar; weights: OnBackend<Weights>; state: typeof state };
    tf.dispose([leavesOf(weights as object), leavesOf(state.mean), leavesOf(state.square)].flat());
    [weights, state] = [next.weights, next.state];
    if (step % plan.examineEvery === 0) {
      const loss = next.loss.dataSync()[0] as number;
      const score = (split: Split) =>
        exactMatches(translator, weights, drawNumbers(plan.seed + 2, plan.examined, split));
      examinations.push({
        step,
        loss,
        heldOut: score('held-out'),
        structural: score('structural'),
      });
    }
    next.loss.dispose();
  }
  tf.dispose([leavesOf(state.mean), leavesOf(state.square)].flat());
  translator.dispose();
  return { examinations, weights };
}

function rateAt(step: number, { learningRate, decayFrom, steps }: TrainingPlan): number {
  if (step <= decayFrom) return learningRate;
  return learningRate * (1 - (0.9 * (step - decayFrom)) / (steps - decayFrom));
}

/** The share of numbers whose every word is right, and which end where they should. */
export function exactMatches<Weights extends object>(
  translator: Pick<Translator<Weights>, 'say'>,
  weights: OnBackend<Weights>,
  numbers: readonly number[],
): number {
  const targets = numbers.map(targetTokens);
  const steps = Math.max(...targets.map((each) => each.length));
  const said = tf.tidy(() => {
    const { source, sourceCounted } = placeNumerals(numeralBatch(numbers));
    return translator.say({ source, sourceCounted }, weights, steps);
  });
  const rows = said.arraySync() as number[][];
  said.dispose();
  const right = rows.filter((row, at) => {
    const target = targets[at] as number[];
    // Words up to the end, and the end in its place.
    return (
      wordsOf(row).join(' ') === wordsOf(target).join(' ') && row.includes(target.at(-1) ?? -1)
    );
  });
  return right.length / numbers.length;
}
