import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import { lstmNumerals } from '#lab/models/numerals/lstm-translators.ts';
import { drawNumbers, listBatch } from '#lab/models/numerals/number-corpus.ts';
import { trainTranslator } from '#lab/models/numerals/train-translator.ts';
import {
  learningPlan as plan,
  transformerSizes as sizes,
} from '#lab/models/numerals/transformer-to-try.ts';
import { transformerTranslator } from '#lab/models/numerals/transformer-translator.ts';
import {
  jointToken,
  lossOf,
  placeNumerals,
  type TranslatorKind,
  vocabularySize,
} from '#lab/models/numerals/translator.ts';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import { adamStart, adamStep } from '#lab/models/training/adam.ts';
import { lossAndGradients } from '#lab/models/training/gradients.ts';
import { type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import {
  type ComputedFunction,
  defineExperiment,
  type Observation,
  type TensorCase,
} from './experiment.ts';

// Who learns faster, and why? A Transformer and two LSTMs of as many weights put Chinese numerals into English
// words. They are trained here, from three seeds each; and what a step takes is timed beside, for lists of
// numerals that grow longer.

const { batchSize } = plan;
/** How many numerals stand in a list. */
const grid = [1, 2, 4, 8, 16];
const longestList = 16 * 13;
const seeds = [1, 2, 3];
// As many weights as the Transformer, to 1 %.
const [dAttending, dPlain] = [111, 118];

/** The lists are the data of the experiment: lengths, and with them the work, are the same each time. */
function listsOf(count: number): number[][] {
  const numbers = drawNumbers(1, batchSize * count, 'train');
  return Array.from({ length: batchSize }, (_, row) =>
    numbers.slice(row * count, (row + 1) * count),
  );
}

/** Rows of tokens of all lists, n and m long. */
function tokensOf(count: number) {
  const batch = listBatch(listsOf(count));
  return { batch, n: batch.source[0]?.length ?? 0, m: batch.read[0]?.length ?? 0 };
}

type KindOf<Weights extends object> = (kernels: Kernels) => TranslatorKind<Weights>;

function caseOf<Weights extends object>(
  network: string,
  kindOf: KindOf<Weights>,
  sequentialSteps: (n: number, m: number) => number,
): TensorCase {
  return {
    network,
    threads: ['one'],
    computes: network,
    grid,
    quickGrid: [1, 4],
    flops(count) {
      const { n, m } = tokensOf(count);
      return 3 * batchSize * kindOf({}).flops(n, m);
    },
    sequentialSteps(count) {
      const { n, m } = tokensOf(count);
      return sequentialSteps(n, m);
    },
    open(count, seed, kernels) {
      const kind = kindOf(kernels);
      const { tensors, dispose } = toTensors(kind.draw(seededNormal(seed)));
      const weights = tensors as OnBackend<Weights> & object;
      const [translator, batch] = [kind.open(), placeNumerals(tokensOf(count).batch)];
      const state = adamStart(weights);
      const loss = (asked: object) => lossOf(translator, batch, asked as OnBackend<Weights>);
      return {
        run() {
          const found = lossAndGradients(loss, weights);
          const { learningRate } = plan;
          const next = adamStep(weights, found.gradients, state, { learningRate, beta2: 0.98 });
          // The step is not taken, so that every call does the same; its weights are part of the work.
          tf.dispose([leavesOf(next.weights), leavesOf(next.state.mean)].flat());
          tf.dispose(leavesOf(next.state.square));
          return found.loss;
        },
        check() {
          const counted = tf.reshape(batch.targetCounted, [-1, 1]); // [B·m, 1]
          return tf.mul(translator.logits(batch, weights), counted); // [B·m, V]
        },
        dispose() {
          tf.dispose([batch, leavesOf(state.mean), leavesOf(state.square)] as tf.TensorContainer);
          translator.dispose();
          dispose();
        },
      };
    },
    // Three networks are trained, a minute or so each where nothing disturbs.
    findingMinutes: 20,
    observe: (count, _, kernels) => (count === 1 ? observeTraining(kindOf(kernels)) : []),
  };
}

/** Loss, and shares of numbers said without a mistake, [seeds, examinations]; by the steps taken. */
function observeTraining<Weights extends object>(kind: TranslatorKind<Weights>): Observation[] {
  const runs = seeds.map((seed) => {
    const { examinations, weights } = trainTranslator(kind, { ...plan, seed });
    tf.dispose(leavesOf(weights as object));
    return examinations;
  });
  const labels = (runs[0] ?? []).map(({ step }) => String(step));
  const found = (name: string, of: 'loss' | 'heldOut' | 'structural'): Observation => ({
    name,
    shape: [seeds.length, labels.length],
    values: runs.flatMap((run) => run.map((each) => each[of])),
    labels,
  });
  return [found('loss', 'loss'), found('held-out', 'heldOut'), found('structural', 'structural')];
}

/** The logits of each list alone, without its padding; zeros where the batch has some. */
function functionOf<Weights extends object>(kindOf: KindOf<Weights>): ComputedFunction {
  return {
    oracle(count, seed) {
      const kind = kindOf({});
      const weights = kind.draw(seededNormal(seed));
      const { batch, m } = tokensOf(count);
      const all = new Float64Array(batchSize * m * vocabularySize);
      for (const [row, source] of batch.source.entries()) {
        const counts = (of: number[][]) =>
          (of[row] as number[]).filter((each) => each === 1).length;
        const own = source.slice(0, counts(batch.sourceCounted)).map(jointToken);
        const read = (batch.read[row] as number[]).slice(0, counts(batch.targetCounted));
        all.set(kind.oracle(own, read, weights), row * m * vocabularySize);
      }
      return all;
    },
    reductionLength: () => Math.max(longestList, sizes.dFf),
  };
}

const transformer = (kernels: Kernels) => transformerTranslator(sizes, longestList, kernels);
const attending = (kernels: Kernels) =>
  lstmNumerals({ dModel: dAttending, attends: true }, kernels);
const plain = (kernels: Kernels) => lstmNumerals({ dModel: dPlain, attends: false }, kernels);
const throughBoth = (n: number, m: number) => n + m;

export default defineExperiment({
  name: 'numerals',
  axis: { name: 'numerals', symbol: 'k' },
  primary: {
    of: { case: 'lstm-attention@one', at: 16 },
    over: { case: 'transformer@one', at: 16 },
  },
  shape: { ...sizes, dAttending, dPlain, vocabularySize, seeds: seeds.length, ...plan },
  cases: [
    // Encoder, then decoder: two passes over all positions.
    caseOf('transformer', transformer, () => 2),
    caseOf('lstm-attention', attending, throughBoth),
    caseOf('lstm', plain, throughBoth),
  ],
  functions: {
    transformer: functionOf(transformer),
    'lstm-attention': functionOf(attending),
    lstm: functionOf(plain),
  },
  predictions: {
    'transformer-weights': transformer({}).parameters,
    'lstm-attention-weights': attending({}).parameters,
    'lstm-weights': plain({}).parameters,
    ...Object.fromEntries(grid.map((count) => [`positions-${count}`, tokensOf(count).n])),
  },
});
