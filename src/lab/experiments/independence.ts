import { differingEntries } from '#lab/models/influence.ts';
import { computeOnce, observeChain, observeInfluence } from '#lab/models/observe-dependence.ts';
import { flatten, rowsOf } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import {
  causalLayer,
  convolutionLayer,
  crossAttentionLayer,
  encoderLayer,
  headsLayer,
  lstmLayer,
  type ProbedLayer,
  probedShape,
} from '#lab/models/probed-layers.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { attentionInPieces } from '#lab/models/transformer/attention-in-pieces.ts';
import { type OnBackend, seededNormal, toTensors } from '#lab/models/weights.ts';
import { type Case, type CaseEngine, defineExperiment } from './experiment.ts';

// Which outputs of a layer wait for which inputs? Each input is exchanged for another one, and the
// outputs that change are noted; the graph of kernels is read off the engine's tape. No timing.

const { dModel, dFf } = probedShape;
const grid = [4, 16, 64, 256];
/** The length at which every input is exchanged once. */
const probedLength = 16;
const shared = { threads: ['one'], grid, quickGrid: grid } as const;

function layer<Inputs extends object>(
  network: string,
  { inputs, compute, begins, exchanges, count, oracle, flops }: ProbedLayer<Inputs>,
  sequentialSteps: Case['sequentialSteps'] = () => 1,
) {
  const definition: Case = {
    ...shared,
    network,
    computes: network,
    flops,
    sequentialSteps,
    open(n, seed, kernels) {
      const { tensors, dispose } = toTensors(inputs(n, seed));
      return { run: () => compute(tensors, kernels), dispose };
    },
    observe(n, seed, kernels) {
      const own = (placed: OnBackend<Inputs>) => compute(placed, kernels);
      const probe = { inputs: inputs(n, seed), compute: own, count: count ?? n };
      const influences = Object.entries(exchanges).map(
        ([name, exchange]) =>
          () =>
            observeInfluence(name, probe, (from, which) => exchange(from, which, seed + 9 + which)),
      );
      const asked = n === probedLength ? influences : [];
      return [...observeChain(probe, begins), ...asked.map((observe) => observe())];
    },
  };
  const truth = (n: number, seed: number) => oracle(inputs(n, seed));
  return { definition, truth };
}

const layers = [
  layer('encoder-layer', encoderLayer),
  layer('causal-layer', causalLayer),
  layer('lstm', lstmLayer, (n) => n),
  layer('convolution', convolutionLayer),
  layer('heads', headsLayer),
  layer('cross-attention', crossAttentionLayer),
];

/** One head of attention: query, key and value, [1, 1, n, dModel] each. */
function attentionInputs(n: number, seed: number) {
  const draw = seededNormal(seed);
  const rows = () => draw([1, 1, n, dModel], 1);
  return { query: rows(), key: rows(), value: rows() };
}

const attention = {
  ...shared,
  computes: 'attention',
  flops: (n: number) => 4 * n ** 2 * dModel,
  sequentialSteps: () => 1,
};

const wholeRows: Case = {
  ...attention,
  network: 'rows-whole',
  engine: 'plain',
  open(n, seed, kernels) {
    const { tensors, dispose } = toTensors(attentionInputs(n, seed));
    const { query, key, value } = tensors;
    const run = () => scaledDotProductAttention(query, key, value, undefined, kernels);
    return { run, dispose };
  },
};

/** The same rows in n pieces; found out for fewer pieces too: how many entries are not the same. */
const rowsInPieces = (network: string, engine: CaseEngine): Case => ({
  ...attention,
  network,
  engine,
  open(n, seed, kernels) {
    const { tensors, dispose } = toTensors(attentionInputs(n, seed));
    return { run: () => attentionInPieces(tensors, n, seed, kernels), dispose };
  },
  observe(n, seed, kernels) {
    const inputs = attentionInputs(n, seed);
    const whole = computeOnce(inputs, ({ query, key, value }) =>
      scaledDotProductAttention(query, key, value, undefined, kernels),
    );
    const cuts = [1, 2, 4, n].map((pieces) =>
      computeOnce(inputs, (placed) => attentionInPieces(placed, pieces, seed + pieces, kernels)),
    );
    const values = cuts.map((cut) => differingEntries(whole, cut));
    return [{ name: 'differing-entries', shape: [4], values, labels: ['1', '2', '4', 'n'] }];
  },
});

// Kernels one after another, counted from the equations (Vaswani et al. 2017, sec. 3): projection,
// heads apart, scaling, scores, softmax, weighted sum, heads together, output projection;
const attentionChain = 8;
// mean, centring, square, variance, + ε, root, scaling, gain, bias; product, bias, ReLU, product,
// bias. A residual is one addition, a mask too.
const [normChain, feedForwardChain, residual, mask] = [9, 5, 1, 1];
const subLayer = (chain: number) => chain + residual + normChain;
const encoderChain = subLayer(attentionChain) + subLayer(feedForwardChain);

// A window of w positions reaches before the first one in its first w − 1 places.
const windowPairs =
  probedShape.width * probedLength - (probedShape.width * (probedShape.width - 1)) / 2;

export default defineExperiment({
  name: 'independence',
  untimed: true,
  axis: { name: 'sequenceLength', symbol: 'n' },
  shape: { batchSize: 1, ...probedShape, probedLength },
  cases: [
    ...layers.map(({ definition }) => definition),
    wholeRows,
    rowsInPieces('rows-in-pieces', 'plain'),
    rowsInPieces('rows-in-pieces-native', 'native'),
  ],
  functions: {
    ...Object.fromEntries(
      layers.map(({ definition, truth }) => [
        definition.computes,
        { oracle: truth, reductionLength: (n: number) => Math.max(n, dFf) },
      ]),
    ),
    attention: {
      oracle(n, seed) {
        const { query, key, value } = attentionInputs(n, seed);
        return flatten(scaledDotProductOracle(rowsOf(query), rowsOf(key), rowsOf(value)));
      },
      reductionLength: (n) => Math.max(n, dModel),
    },
  },
  predictions: {
    'encoder-layer-chain': encoderChain,
    'causal-layer-chain': encoderChain + mask,
    'cross-attention-chain': encoderChain + mask + subLayer(attentionChain),
    // From x: heads apart, but neither together nor through the output projection.
    'heads-chain': attentionChain - 2,
    // Padding, convolution, bias.
    'convolution-chain': 3,
    // Product with the state before, sum, gates apart, one non-linearity, c (product, sum), h (tanh, product).
    'lstm-chain-per-position': 8,
    // Before the first step: projection, bias, steps apart, and no product with a state; after: stacking.
    'lstm-chain-beside': 3 - 1 + 1,
    // Three projections and three times heads apart instead of one.
    'encoder-layer-kernels': encoderChain + 4,
    // Product, sum, gates apart, four non-linearities, three operations for c, two for h.
    'lstm-kernels-per-position': 12,
    'everything-depends': 1,
    'nothing-after-depends': (probedLength + 1) / (2 * probedLength),
    'own-window-depends': windowPairs / probedLength ** 2,
    'own-head-depends': 1 / probedShape.numHeads,
  },
});
