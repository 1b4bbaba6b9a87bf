import * as tf from '@tensorflow/tfjs-core';
import { attentionTruth, drawHead, headRows } from '#lab/models/attention-rounding.ts';
import { linearAttentionOracle } from '#lab/models/oracle/linear-attention.ts';
import { flatten } from '#lab/models/oracle/matrix.ts';
import { scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { reachOf } from '#lab/models/reach.ts';
import { drawLstm, lstm } from '#lab/models/recurrent/lstm.ts';
import { layersAtOnce, layersStepByStep, type SequenceLayer } from '#lab/models/sequence-layers.ts';
import { scaledDotProductAttention } from '#lab/models/transformer/attention.ts';
import { bandBlockMask, bandedAttention } from '#lab/models/transformer/banded-attention.ts';
import { linearAttentionByState } from '#lab/models/transformer/linear-attention.ts';
import { drawAttention, multiHeadAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { defineExperiment, type Observation, type TensorCase } from './experiment.ts';

// Does Table 1 of Vaswani et al. 2017 hold with a stopwatch? Attention n²d, in a band r·n·d, recurrence nd²,
// convolution k·n·d², and linear attention nd²: time over length and over width, and where n²d overtakes nd².

const widths = [32, 64, 128, 256];
const grid = [64, 256, 1024, 2048];
/** The width at which all rows of the table are measured, and how far a position reaches in a band. */
const [tableWidth, band, kernelWidth] = [128, 64, 3];
const probes = 8;

const x = (n: number, d: number, seed: number) => seededNormal(seed)([n, d], 1);

/** The core of attention, without projections: query, key and value of one head. */
function attention(d: number): SequenceLayer {
  return {
    open(n, seed, kernels) {
      const { tensors, dispose } = toTensors(drawHead(n, d, seed));
      const { query, key, value } = tensors;
      const run = () => scaledDotProductAttention(query, key, value, undefined, kernels);
      return { run, dispose };
    },
    flops: (n) => 4 * n ** 2 * d,
    sequentialSteps: () => 1,
    oracle: (n, seed) => attentionTruth(drawHead(n, d, seed)),
    reductionLength: (n) => n,
  };
}

/** Each position sees itself and those before it, as far as the band: queries in blocks over two blocks of keys. */
const banded: SequenceLayer = {
  open(n, seed, kernels) {
    const inputs = { ...drawHead(n, tableWidth, seed), mask: bandBlockMask(n, band) };
    const { tensors, dispose } = toTensors(inputs);
    const { query, key, value, mask } = tensors;
    return { run: () => bandedAttention(query, key, value, band, mask, kernels), dispose };
  },
  flops: (n) => 8 * n * band * tableWidth,
  sequentialSteps: () => 1,
  oracle(n, seed) {
    const { query, key, value } = drawHead(n, tableWidth, seed);
    const [queries, keys, values] = [query, key, value].map(headRows) as [
      Float64Array[],
      Float64Array[],
      Float64Array[],
    ];
    return flatten(
      queries.flatMap((row, at) => {
        const seen = (rows: Float64Array[]) => rows.slice(Math.max(0, at - band + 1), at + 1);
        return scaledDotProductOracle([row], seen(keys), seen(values));
      }),
    );
  },
  reductionLength: () => tableWidth,
};

const linear: SequenceLayer = {
  open(n, seed, kernels) {
    const { tensors, dispose } = toTensors(drawHead(n, tableWidth, seed));
    const { query, key, value } = tensors;
    return { run: () => linearAttentionByState(query, key, value, kernels), dispose };
  },
  flops: (n) => 4 * n * tableWidth ** 2,
  sequentialSteps: () => 1,
  oracle(n, seed) {
    const { query, key, value } = drawHead(n, tableWidth, seed);
    return flatten(linearAttentionOracle(headRows(query), headRows(key), headRows(value)));
  },
  reductionLength: (n) => n,
};

const recurrent = (d: number): SequenceLayer => layersStepByStep({ dModel: d })['lstm-fused'];
const convolution: SequenceLayer = layersAtOnce({
  dModel: tableWidth,
  numHeads: 1,
  dFf: tableWidth,
  kernelWidth,
}).convolution;

function caseOf(
  network: string,
  layer: SequenceLayer,
  rest: Partial<Pick<TensorCase, 'needs' | 'observe'>> = {},
): TensorCase {
  return {
    network,
    threads: ['one'],
    computes: network,
    grid,
    quickGrid: [64, 1024],
    ...rest,
    flops: layer.flops,
    sequentialSteps: layer.sequentialSteps,
    open: (n, seed, kernels) => layer.open(n, seed, kernels),
  };
}

/** Of a layer over rows x [n, tableWidth]: how much of the first position is in the last, untrained. */
function observeReach(
  compute: (rows: tf.Tensor, n: number, seed: number) => tf.Tensor,
): (n: number, seed: number) => Observation[] {
  return (n, seed) => {
    const { tensors, dispose } = toTensors({ rows: x(n, tableWidth, seed) });
    const reach = reachOf(tensors.rows, (rows) => compute(rows, n, seed), probes, seed + 1);
    dispose();
    return [{ name: 'reach', shape: [1], values: [reach] }];
  };
}

/** Self-attention of one head: untrained projections, since rows compared with themselves see nothing else. */
const attendToSelf = (rows: tf.Tensor, _n: number, seed: number) => {
  const { tensors, dispose } = toTensors(drawAttention(seededNormal(seed + 2), tableWidth));
  const attended = multiHeadAttention(rows, rows, tensors, { batchSize: 1, numHeads: 1 });
  dispose();
  return attended; // [n, tableWidth]
};

const recurOver = (rows: tf.Tensor, n: number, seed: number) => {
  const { tensors, dispose } = toTensors(drawLstm(seededNormal(seed + 2), tableWidth, tableWidth));
  const states = lstm(tf.reshape(rows, [n, 1, tableWidth]), tensors);
  dispose();
  return tf.reshape(states, [n, tableWidth]);
};

const rowsOfTable: [network: string, layer: SequenceLayer, rest?: Parameters<typeof caseOf>[2]][] =
  [
    ['banded', banded],
    ['linear-attention', linear],
    ['convolution', convolution],
    ...widths.map((d): [string, SequenceLayer, Parameters<typeof caseOf>[2]] => [
      `attention-${d}`,
      attention(d),
      d === tableWidth ? { observe: observeReach(attendToSelf) } : {},
    ]),
    ...widths.map((d): [string, SequenceLayer, Parameters<typeof caseOf>[2]] => [
      `lstm-${d}`,
      recurrent(d),
      { needs: 'lstm', ...(d === tableWidth ? { observe: observeReach(recurOver) } : {}) },
    ]),
  ];

export default defineExperiment({
  name: 'table-one',
  axis: { name: 'sequenceLength', symbol: 'n' },
  primary: {
    of: { case: 'attention-128@one', at: 2048 },
    over: { case: 'lstm-128@one', at: 2048 },
  },
  shape: { batchSize: 1, tableWidth, band, kernelWidth },
  cases: rowsOfTable.map(([network, layer, rest]) => caseOf(network, layer, rest)),
  functions: Object.fromEntries(
    rowsOfTable.map(([network, { oracle, reductionLength }]) => [
      network,
      { oracle, reductionLength },
    ]),
  ),
  // Where 4n²d of attention overtake the 16nd² of the LSTM.
  predictions: Object.fromEntries(widths.map((d) => [`crossing-${d}`, 4 * d])),
});
