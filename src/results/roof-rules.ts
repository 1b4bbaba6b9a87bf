import type { CasePoint } from './block-values.ts';
import { rate, type TimedRule } from './quantity.ts';
import { predicted } from './share-rules.ts';

/** Bytes a second of a kernel, from its rate and the operations for each byte that the record predicts; GB/s. */
export function bandwidth(point: CasePoint, intensity: string): TimedRule {
  const perByte = predicted(intensity, 'count');
  return {
    kind: 'timed',
    unit: 'GB/s',
    scale: 'log',
    perBlock: (record) => {
      const operations = perByte.value(record);
      return rate(point)
        .perBlock(record)
        .map((each) => each / operations);
    },
  };
}

/** The rate of a kernel over what its intensity allows at the bandwidth of another. */
export function byRoofs(
  point: CasePoint,
  intensity: string,
  of: CasePoint,
  ofIntensity: string,
): TimedRule {
  const perByte = predicted(intensity, 'count');
  const roof = bandwidth(of, ofIntensity);
  return {
    kind: 'timed',
    unit: 'ratio',
    scale: 'log',
    perBlock: (record) => {
      const [operations, gigabytes] = [perByte.value(record), roof.perBlock(record)];
      return rate(point)
        .perBlock(record)
        .map((each, block) => each / (operations * (gigabytes[block] as number)));
    },
  };
}
