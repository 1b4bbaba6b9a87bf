import { expect, it } from 'vitest';
import family from '#figures/roofline.ts';
import experiment from '#lab/experiments/roofline.ts';
import {
  checkFamily,
  estimateOf,
  expectAsPredicted,
  lineChartOf,
} from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

/** A machine of 10 GB/s and 100 GFLOP/s whose kernels reach their roofs. */
const intensities = experiment.predictions as Record<string, number>;
const record = madeRecord(experiment, (caseId, B) => {
  const network = caseId.replace('@one', '');
  const flops = experiment.cases.find((each) => each.network === network)?.flops(B) ?? 0;
  const roof = Math.min(100, 10 * (intensities[`intensity-${network}-${B}`] as number));
  return flops / (roof * 1e6);
});

checkFamily(family, record);

it('sixteen rows are as cheap as one below the ridge, and many compute', () => {
  // Two blocks, the second a hundredth slower: a factor of √1.01 in every time.
  expect(estimateOf(family, 'bandwidth', record)).toBeCloseTo(10 / 1.01 ** 0.5, 6);
  expect(estimateOf(family, 'sixteen-rows-over-one', record)).toBeLessThan(1.02);
  expect(estimateOf(family, 'many-rows-over-peak', record)).toBeCloseTo(1, 9);
});

it('a machine whose kernels reach their roofs fulfils the predictions', () =>
  expectAsPredicted(family, record));

it('draws the roofs through the two kernels that measure them', () => {
  const { series } = lineChartOf(family, 'roofs', record);
  const roofs = series.find(({ id }) => id === 'roofs')?.points ?? [];
  const [sum, peak] = ['sum', 'large-product'].map(
    (id) => series.find((each) => each.id === id)?.points[0],
  );
  expect(roofs.at(-1)?.y).toBeCloseTo(peak?.y as number, 9);
  expect((roofs[0]?.y ?? 0) / (roofs[0]?.x ?? 1)).toBeCloseTo((sum?.y ?? 0) / (sum?.x ?? 1), 9);
});
