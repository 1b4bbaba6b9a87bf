import * as tf from '@tensorflow/tfjs-core';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Kernels } from '#lab/models/kernels.ts';
import { answersOracle, flattenPasses, passesOracle } from '#lab/models/oracle/greedy-decoding.ts';
import {
  drawApplication,
  flattenPass,
  passOverSource,
  passOverSourceFlops,
  pointersFlops,
  pointIntoSource,
} from '#lab/models/transformer/application.ts';
import { tokenTensor } from '#lab/models/transformer/embedding.ts';
import { byRecomputationFlops, generate, generateFlops } from '#lab/models/transformer/generate.ts';
import { greedyByRecomputation, greedyWithCache } from '#lab/models/transformer/greedy-decoding.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { type Case, type ComputedFunction, defineExperiment, type Trial } from './experiment.ts';

// Which share of an application's time can be spent on all positions at once? One encoder-decoder at
// the lengths of four applications: the pass over the source is parallel over its positions, the
// answer comes token by token.

const layers = { numEncoderLayers: 2, numDecoderLayers: 2 };
const shape = { ...layers, dModel: 128, numHeads: 4, dFf: 512, vocabularySize: 512 };
const { dModel, numHeads, vocabularySize } = shape;

// Translation: words a sentence in WMT14 English-German, 116 and 110 million in 4.5 million pairs
// (Luong et al. 2015, sec. 4.1). Summarisation: tokens of article and summary in CNN/Daily Mail (See
// et al. 2017, sec. 4). Question answering: 117 words of passage and 10 of question in SQuAD 2.0; the
// answer is two pointers into them, nothing is generated. Chat: a choice of ours.
const applications = [
  { name: 'translation', source: 26, target: 24 },
  { name: 'summarisation', source: 781, target: 56 },
  { name: 'question-answering', source: 127, target: 0 },
  { name: 'chat', source: 512, target: 256 },
] as const;
const maxLength = 781;
const all = [1, 2, 3, 4];
const generating = [1, 2, 4];
// Eight chats at once would take as long as all other samples together.
const batched = [1, 2, 3];
const startToken = 0;
const largeBatch = 8;

function lengthsOf(at: number) {
  const found = applications[at - 1];
  if (found === undefined) throw new RangeError(`application must be 1 to 4; received ${at}.`);
  return found;
}

const weightsOf = (seed: number) => drawApplication(seededNormal(seed), shape, maxLength);

function sourcesOf(at: number, seed: number, batchSize: number): number[][] {
  const generator = xoroshiro128plus(seed + at);
  const token = () => uniformInt(generator, 0, vocabularySize - 1);
  const sequence = () => Array.from({ length: lengthsOf(at).source }, token);
  return Array.from({ length: batchSize }, sequence);
}

const targetOf = (at: number) => lengthsOf(at).target;
const passFlops = (at: number) => {
  const { source, target } = lengthsOf(at);
  return passOverSourceFlops(source, target > 0, shape);
};
const answerFlops = (at: number) => {
  const { source, target } = lengthsOf(at);
  return target > 0 ? generateFlops(source, target, shape) : pointersFlops(source, dModel);
};
const wholeFlops = (at: number) => passFlops(at) + answerFlops(at);

/** A batch of one application in place, with what its networks need. */
function openApplication(at: number, seed: number, batchSize: number, kernels: Kernels) {
  const steps = targetOf(at);
  const { tensors, dispose } = toTensors({
    weights: weightsOf(seed),
    causal: causalMask(Math.max(1, steps)),
  });
  const { weights, causal } = tensors;
  const source = tokenTensor('source', sourcesOf(at, seed, batchSize), vocabularySize);
  const { positions } = weights;
  const options = { positions, batchSize, numHeads, kernels, causal, startToken, steps };
  return {
    weights,
    options,
    pass: () => passOverSource(source, weights, steps > 0, options),
    /** Tokens int32 [B, steps], or pointers int32 [B, 2]. */
    answer: (decode: typeof greedyWithCache): tf.Tensor =>
      (steps > 0 ? decode : pointIntoSource)(source, weights, options),
    dispose() {
      source.dispose();
      dispose();
    },
  };
}
type Application = ReturnType<typeof openApplication>;
type Start = (application: Application) => Pick<Trial, 'run' | 'check'> & Partial<Trial>;

const wholeBy =
  (decode: typeof greedyWithCache): Start =>
  (application) => ({ run: () => application.answer(decode) });

function caseOf(
  network: string,
  batchSize: number,
  start: Start,
  rest: Pick<Case, 'computes' | 'grid' | 'flops' | 'sequentialSteps'>,
): Case {
  return {
    network,
    threads: ['one'],
    quickGrid: rest.grid,
    ...rest,
    flops: (at) => batchSize * rest.flops(at),
    open(at, seed, kernels) {
      const application = openApplication(at, seed, batchSize, kernels);
      const trial = start(application);
      return {
        ...trial,
        dispose() {
          trial.dispose?.();
          application.dispose();
        },
      };
    },
  };
}

/** The pass over the source, the answer from what it leaves, and both in one. */
function casesOf(batchSize: number, grid: number[], suffix = ''): Case[] {
  const pass: Start = (application) => ({
    run: () => application.pass().memory,
    check: () => flattenPass(application.pass()),
  });
  const tokens: Start = (application) => {
    const sources = tf.tidy(() => application.pass().sources);
    return {
      run: () => generate(sources, application.weights, application.options),
      dispose: () => tf.dispose(sources as tf.TensorContainer),
    };
  };
  const [computes, wholeSteps] = [`answer${suffix}`, (at: number) => 1 + targetOf(at)];
  const onePass = { computes: `source-pass${suffix}`, grid, sequentialSteps: () => 1 };
  const serial = { computes, grid: generating, flops: answerFlops, sequentialSteps: targetOf };
  const both = { computes, grid, flops: wholeFlops, sequentialSteps: wholeSteps };
  return [
    caseOf(`encode${suffix}`, batchSize, pass, { ...onePass, flops: passFlops }),
    caseOf(`generate${suffix}`, batchSize, tokens, serial),
    caseOf(`whole${suffix}`, batchSize, wholeBy(greedyWithCache), both),
  ];
}

/** What a batch of sources becomes in float64. */
function functionsOf(batchSize: number, suffix = ''): Record<string, ComputedFunction> {
  const passes = (at: number, seed: number) =>
    passesOracle(sourcesOf(at, seed, batchSize), weightsOf(seed), numHeads, targetOf(at) > 0);
  return {
    [`source-pass${suffix}`]: {
      oracle: (at, seed) => flattenPasses(passes(at, seed)),
      reductionLength: (at) => Math.max(lengthsOf(at).source, shape.dFf),
    },
    [`answer${suffix}`]: {
      oracle: (at, seed) =>
        answersOracle(passes(at, seed), weightsOf(seed), {
          numHeads,
          startToken,
          steps: targetOf(at),
        }),
      // Tokens are whole numbers: rounding has nothing to hide in.
      reductionLength: () => 1,
    },
  };
}

export default defineExperiment({
  name: 'application-shapes',
  axis: { name: 'application', symbol: 'a' },
  primary: { of: { case: 'whole@one', at: 1 }, over: { case: 'encode@one', at: 1 } },
  shape: { ...shape, largeBatch },
  cases: [
    ...casesOf(1, all),
    caseOf('whole-recomputed', 1, wholeBy(greedyByRecomputation), {
      computes: 'answer',
      grid: [1],
      flops: (at) => byRecomputationFlops(lengthsOf(at).source, targetOf(at), shape),
      sequentialSteps: (at) => 1 + targetOf(at),
    }),
    ...casesOf(largeBatch, batched, '-b8').filter(({ network }) => network !== 'generate-b8'),
  ],
  functions: { ...functionsOf(1), ...functionsOf(largeBatch, '-b8') },
  predictions: Object.fromEntries(
    applications.flatMap(({ name, target }, index) => [
      // If time went by arithmetic, the parallel share of it; if every pass took equally long.
      [`${name}-by-work`, passFlops(index + 1) / wholeFlops(index + 1)],
      [`${name}-by-passes`, 1 / (1 + target)],
    ]),
  ),
});
