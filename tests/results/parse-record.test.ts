import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord, RecordError } from '#results/parse-record.ts';
import { sampleRecord } from '../support/sample-record.ts';

const file = 'src/results/sample/2c-sample.json';
const whole = JSON.stringify(sampleRecord('sample', '2c-sample'));

function edited(change: (record: ReturnType<typeof sampleRecord>) => void): string {
  const record = structuredClone(sampleRecord('sample', '2c-sample'));
  change(record);
  return JSON.stringify(record);
}

describe('a whole record', () => {
  it('is read as it was written', () => {
    expect(parseRecord(whole, file)).toEqual(sampleRecord('sample', '2c-sample'));
  });
});

describe('a record that cannot be used is refused with its file, the reason and the command', () => {
  it.each<[string, string, string]>([
    ['cut in half', whole.slice(0, whole.length / 2), 'expected whole JSON; received'],
    ['empty', '', 'expected whole JSON; received 0 characters'],
    [
      'of no version',
      '{}',
      'schemaVersion: expected 2 (or 1, which is migrated); received nothing',
    ],
    [
      'of another version',
      whole.replace('"schemaVersion":2', '"schemaVersion":3'),
      'schemaVersion: expected 2 (or 1, which is migrated); received 3',
    ],
    ['that is a list', '[]', 'schemaVersion: expected 2'],
    ['that is null', 'null', 'schemaVersion: expected 2'],
    [
      'of another experiment',
      whole.replace('"experiment":"sample"', '"experiment":"other"'),
      'experiment: expected "sample", as its folder; received "other"',
    ],
    [
      'with a negative sample',
      whole.replace('"samplesMs":[2]', '"samplesMs":[-2]'),
      'blocks.0.runs.0.trials.0.samplesMs.0: expected number to be >0; received -2',
    ],
    [
      'with an unknown field',
      whole.replace('"seed":1,"axis"', '"sed":2,"seed":1,"axis"'),
      '(the whole record): expected no other keys than the schema names; received "sed"',
    ],
    [
      'with a failed proof',
      whole.replace('"holds":true', '"holds":false'),
      'proofs.0.holds: expected true',
    ],
    [
      'with a path for a machine',
      whole.replace('"id":"2c-sample"', '"id":"../../x"'),
      'machine.id: expected lower-case letters, digits and hyphens',
    ],
  ])('%s', (_name, text, reason) => {
    expect(() => parseRecord(text, file)).toThrow(RecordError);
    expect(() => parseRecord(text, file)).toThrow(reason);
    expect(() => parseRecord(text, file)).toThrow(`${file}: `);
    expect(() => parseRecord(text, file)).toThrow('npm run measure -- sample');
  });

  it('whose interval was edited by hand', () => {
    const text = edited((record) => {
      (record.estimates[0] as { lowMs: number }).lowMs *= 0.9;
    });
    expect(() => parseRecord(text, file)).toThrow(
      'estimates.0: expected what follows from the samples',
    );
  });

  it('whose samples were edited by hand', () => {
    const text = edited((record) => {
      record.blocks[0]?.runs[0]?.trials[0]?.samplesMs.fill(1);
    });
    expect(() => parseRecord(text, file)).toThrow(
      'estimates.0: expected what follows from the samples',
    );
  });

  it('that lacks a trial in one block', () => {
    const text = edited((record) => {
      const points = record.cases[0]?.points ?? [];
      points.push({ ...(points[0] as (typeof points)[number]), at: 32 });
      (record.blocks[1]?.runs[0]?.trials[0] as { at: number }).at = 32;
    });
    expect(() => parseRecord(text, file)).toThrow('has no trial of layer@one at 16 in every block');
  });

  it('with a trial at a point that its grid does not have', () => {
    const text = edited((record) => {
      (record.blocks[1]?.runs[0]?.trials[0] as { at: number }).at = 32;
    });
    expect(() => parseRecord(text, file)).toThrow(
      'blocks.1.runs.0: expected points of the grid of layer@one; received 32',
    );
  });

  it('whatever one character was changed or lost: never another kind of error', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 1 }), (at, character) => {
        const text = whole.slice(0, at) + character + whole.slice(at + 1);
        try {
          parseRecord(text, file);
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
