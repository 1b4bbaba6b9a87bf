import { describe, expect, it } from 'vitest';
import type { HeatMaps } from '#charts/heat-maps.ts';
import family from '#figures/independence.ts';
import experiment from '#lab/experiments/independence.ts';
import { evaluate } from '#results/quantity.ts';
import type { MeasuredRecord, Observation } from '#results/record.ts';
import { checkFamily, estimateOf, lineChartOf } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

type Depends = (output: number, input: number) => boolean;

const finding = (network: string, at: number, name: string, shape: number[], values: number[]) => ({
  case: `${network}@one`,
  at,
  name,
  shape,
  values,
});

function matrix(network: string, name: string, size: number, depends: Depends): Observation {
  const cells = Array.from({ length: size ** 2 }, (_, index) => {
    const [output, input] = [Math.floor(index / size), index % size];
    // An output moves by all of its own input, by a tenth with another one it depends on.
    return depends(output, input) ? (output === input ? 1 : 0.1) : 0;
  });
  return finding(network, 16, name, [size, size], cells);
}

const chain = (network: string, beside: number, perPosition: number) =>
  [4, 16, 64, 256].flatMap((n) => [
    finding(network, n, 'longest-path', [1], [beside + perPosition * n]),
    finding(network, n, 'kernels', [1], [beside + 4 + 1.5 * perPosition * n]),
  ]);

const upToItself: Depends = (output, input) => input <= output;

/** What theory expects of every layer, written down by hand. */
const record: MeasuredRecord = {
  ...madeRecord(experiment, () => 1),
  observations: [
    ...chain('encoder-layer', 33, 0),
    ...chain('causal-layer', 34, 0),
    ...chain('cross-attention', 52, 0),
    ...chain('heads', 6, 0),
    ...chain('convolution', 3, 0),
    ...chain('lstm', 3, 8),
    matrix('encoder-layer', 'influence', 16, () => true),
    matrix('causal-layer', 'influence', 16, upToItself),
    matrix('lstm', 'influence', 16, upToItself),
    matrix('convolution', 'influence', 16, (i, j) => j <= i && j > i - 3),
    matrix('heads', 'influence', 4, (i, j) => i === j),
    matrix('cross-attention', 'influence', 16, upToItself),
    matrix('cross-attention', 'influence-of-source', 16, () => true),
    finding('rows-in-pieces', 256, 'differing-entries', [4], [0, 0, 0, 0]),
    finding('rows-in-pieces-native', 256, 'differing-entries', [4], [0, 0, 3, 4]),
  ],
};

// Its predictions are of exact numbers, and are judged below.
checkFamily({ ...family, predictions: {} }, record);

describe('what is quoted', () => {
  it.each([
    ['causal-share', 136 / 256],
    ['convolution-share', 45 / 256],
    ['heads-share', 1 / 4],
    ['lstm-chain', 2051],
    ['lstm-chain-growth', 8],
    ['lstm-kernels-growth', 12],
    ['encoder-chain-growth', 0],
    ['lstm-steps', 256],
    ['pieces-differing-native', 7],
  ])('%s is %d', (key, expected) => {
    expect(estimateOf(family, key, record)).toBe(expected);
  });

  it.each(Object.entries(family.predictions))('%s is as predicted, exactly', (_, each) => {
    expect(family.quantities[each.quantity]?.rule.unit).toBe(each.predicted.unit);
    const predicted = evaluate(each.predicted, record).estimate;
    expect(estimateOf(family, each.quantity, record)).toBe(predicted);
    expect(each.within).toBe(1);
  });
});

it('shades a change of a tenth half as deep as one of the whole, and nothing where nothing changed', () => {
  const chart = family.figures['influence']?.chart(record, 'en') as HeatMaps;
  const [encoder, causal] = chart.panels.map(({ cells }) => [cells[0], cells[1], cells[16]]);
  expect(encoder).toEqual([1, 0.5, 0.5]);
  expect(causal).toEqual([1, 0, 0.5]);
});

it('draws the predicted chains where the measured ones are', () => {
  const { series } = lineChartOf(family, 'longest-path', record);
  for (const predicted of series.filter(({ kind }) => kind === 'theory')) {
    const measured = series.find(({ id }) => id === predicted.id.replace('predicted-', ''));
    expect(predicted.points).toEqual(measured?.points);
  }
  expect(series.filter(({ kind }) => kind === 'theory')).toHaveLength(4);
});
