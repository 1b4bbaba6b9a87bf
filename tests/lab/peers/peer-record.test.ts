import { describe, expect, it } from 'vitest';
import { parseRecord } from '#results/parse-record.ts';
import { samplePeerRecord } from './sample-peer-record.ts';

const path = 'src/results/peers-d256/1c-sample.json';
const times = {
  'encoder-layer-measured@one': [2, 2],
  'encoder-layer-torch-layer@one': [1, 1],
} as const;

describe('the record of a comparison', () => {
  it('is one that the site can read', () => {
    const record = samplePeerRecord(times);
    expect(parseRecord(JSON.stringify(record), path)).toEqual(record);
  });

  it('says of a case that failed that it is unsupported, and why', () => {
    const reason = 'torch: its process was killed by SIGKILL';
    const failures = new Map([['lstm-torch-layer@one', reason]]);
    const { cases } = samplePeerRecord(times, failures);
    const failed = cases.find((each) => each.id === 'lstm-torch-layer@one');
    expect(failed).toMatchObject({ state: 'unsupported', reason });
  });

  it('counts the operations of an encoder layer: 8nd² + 4n·d·4d + 4n²d', () => {
    const { cases } = samplePeerRecord(times);
    const point = cases.find((each) => each.id === 'encoder-layer-measured@one')?.points[0];
    expect(point?.flops).toBe(24 * 64 * 256 ** 2 + 4 * 64 ** 2 * 256);
  });
});
