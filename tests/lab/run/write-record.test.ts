import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordPath, refuseOtherMachine, writeRecord } from '#lab/run/write-record.ts';
import { sampleRecord } from '../../support/sample-record.ts';

const path = 'src/results/sample/2c-sample.json';
const record = sampleRecord('sample', '2c-sample');
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'records-'));
});

describe('where a record belongs', () => {
  it.each([
    ['publish', 'native', 'src/results/sample/2c-sample.json'],
    ['quick', 'native', 'src/results/sample/local.json'],
    ['quick', 'wasm', 'src/results/sample/local.json'],
    ['publish', 'wasm', 'src/results/sample/local.json'],
  ] as const)('%s on %s: %s', (mode, backend, expected) => {
    expect(recordPath('sample', '2c-sample', mode, backend)).toBe(expected);
  });
});

describe('writing a record', () => {
  it('leaves the whole record and nothing beside it', () => {
    writeRecord(root, path, record);
    expect(JSON.parse(readFileSync(join(root, path), 'utf8'))).toEqual(record);
    expect(readdirSync(join(root, 'src/results/sample'))).toEqual(['2c-sample.json']);
  });

  it('refuses a record that does not fit, and keeps the old one', () => {
    writeRecord(root, path, record);
    const before = readFileSync(join(root, path), 'utf8');
    expect(() => writeRecord(root, path, { ...record, proofs: [] })).toThrow('proofs');
    expect(readFileSync(join(root, path), 'utf8')).toBe(before);
    expect(readdirSync(join(root, 'src/results/sample'))).toEqual(['2c-sample.json']);
  });

  it('leaves no draft where the place cannot be written', () => {
    mkdirSync(join(root, path), { recursive: true });
    expect(() => writeRecord(root, path, record)).toThrow();
    expect(readdirSync(join(root, 'src/results/sample'))).toEqual(['2c-sample.json']);
  });
});

describe('another machine’s record', () => {
  it('is not written over: the error names both and the option', () => {
    writeRecord(root, path, record);
    const other = { ...record.machine, cpu: 'Another CPU' };
    expect(() => refuseOtherMachine(root, path, other)).toThrow(
      'it has 2 cores of Sample CPU (x64), this one 2 cores of Another CPU (x64)',
    );
    expect(() => refuseOtherMachine(root, path, other)).toThrow('--machine NAME');
  });

  it('is no hindrance where there is none, where it is this one, and for local.json', () => {
    const other = { ...record.machine, cpu: 'Another CPU' };
    refuseOtherMachine(root, path, other);
    writeRecord(root, path, record);
    refuseOtherMachine(root, path, record.machine);
    writeFileSync(join(root, 'src/results/sample/local.json'), JSON.stringify(record));
    refuseOtherMachine(root, 'src/results/sample/local.json', other);
    expect(existsSync(join(root, path))).toBe(true);
  });
});
