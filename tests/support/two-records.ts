import { defineFigures } from '#figures/figure.ts';
import { estimateAll } from '#results/block-values.ts';
import { sequentialSteps, time } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleFamily } from './sample-family.ts';
import { sampleRecord } from './sample-record.ts';

const point = { case: 'layer@one', at: 16 };
export const timeRule = time(point);
export const stepsRule = sequentialSteps(point);

/** A family whose numbers are read off a record. */
export const timedFamily = defineFigures({
  ...sampleFamily,
  quantities: {
    time: { label: { en: 'time', zh: '时间' }, rule: timeRule },
    steps: { label: { en: 'steps', zh: '步数' }, rule: stepsRule },
  },
  figures: {},
});

/** A record of "sample" on the machine "here" whose two blocks took ms·e^∓0.001. */
export function recordTaking(
  ms: number,
  edit: (record: MeasuredRecord) => void = () => {},
): MeasuredRecord {
  const record = sampleRecord('sample', 'here');
  for (const [index, block] of record.blocks.entries()) {
    const trial = block.runs[0]?.trials[0];
    if (trial !== undefined) trial.samplesMs = [ms * Math.exp(index === 0 ? -0.001 : 0.001)];
  }
  edit(record);
  return { ...record, estimates: estimateAll(record) };
}
