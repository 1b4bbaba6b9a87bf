import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readArrays, readFloats, writeArrays, writeFloats } from '#lab/peers/write-arrays.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrays-'));
});

const array = (shape: number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});

describe('arrays for the peers', () => {
  it('come back as they were written, lists as lists', () => {
    const tree = {
      x: array([2, 2], 1, -2, 3.5, 0),
      layers: [{ bias: array([1], 7) }, { bias: array([1], 8) }],
    };
    writeArrays(folder, tree);
    expect(readArrays(folder)).toEqual(tree);
  });

  it('keep eleven layers in their order: "10" comes after "9"', () => {
    const layers = Array.from({ length: 11 }, (_, index) => ({ bias: array([1], index) }));
    writeArrays(folder, { layers });
    expect(readArrays(folder)).toEqual({ layers });
  });

  it('are float32, little-endian, one after another, with path, shape and offset in the header', () => {
    writeArrays(folder, { a: array([1], 1), b: { c: array([2], -2, 0.5) } });
    expect([...readFileSync(join(folder, 'arrays.bin'))]).toEqual([
      0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f,
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'arrays.json'), 'utf8'))).toEqual({
      length: 3,
      arrays: [
        { path: 'a', shape: [1], offset: 0 },
        { path: 'b/c', shape: [2], offset: 1 },
      ],
    });
  });

  it('write only the part that a view shows', () => {
    const values = Float32Array.from([1, 2, 3]).subarray(1);
    writeArrays(folder, { a: { shape: [2], values } });
    expect(readArrays(folder)).toEqual({ a: array([2], 2, 3) });
  });

  it('are refused where the file is cut short', () => {
    writeArrays(folder, { a: array([2], 1, 2) });
    writeFileSync(join(folder, 'arrays.bin'), Buffer.alloc(4));
    expect(() => readArrays(folder)).toThrow('holds 1 values; arrays.json promises 2');
  });

  it('come back from a file of values alone', () => {
    const file = join(folder, 'output.bin');
    writeFloats(file, Float32Array.from([1.5, -0.25]));
    expect([...readFloats(file)]).toEqual([1.5, -0.25]);
  });
});
