import { describe, expect, it } from 'vitest';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import {
  cutIntoGates,
  gateProductsFlops,
  hoistedRowProducts,
  rowProducts,
  rowsPerGate,
} from '#lab/models/recurrent/gate-products.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const [n, dIn, dModel] = [5, 3, 4];
const draw = seededNormal(11);
const x = draw([n, dIn], 1);
const hidden = draw([n, dModel], 1);
const inputKernel = draw([dIn, 4 * dModel], 1);
const recurrentKernel = draw([dModel, 4 * dModel], 1);
const [projected, recurrent] = [
  multiply(rowsOf(x), rowsOf(inputKernel)),
  multiply(rowsOf(hidden), rowsOf(recurrentKernel)),
];

it('a kernel is cut into the columns of its gates', () => {
  const kernel = { shape: [2, 4], values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  const { shape, values } = cutIntoGates(kernel);
  expect(shape).toEqual([1, 4, 2, 1]);
  expect([...values]).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
});

it('a row is repeated once for each gate', () => {
  const { shape, values } = rowsPerGate({ shape: [2, 1], values: Float32Array.of(1, 2) });
  expect(shape).toEqual([2, 4, 1, 1]);
  expect([...values]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
});

it('a kernel without four gates is refused', () => {
  expect(() => cutIntoGates({ shape: [1, 6], values: new Float32Array(6) })).toThrow(
    '4 must divide columns of the kernel',
  );
});

onEveryBackend(() => {
  it('rows times gates, one by one, are the product with the whole kernel', () => {
    const { tensors, dispose } = toTensors({
      rows: rowsPerGate(x),
      gates: cutIntoGates(inputKernel),
    });
    const values = valuesOf(() => rowProducts(tensors.rows, tensors.gates));
    expectClose(values, flatten(projected), dIn);
    dispose();
  });

  it('hoisting adds the product of all inputs to the rows of the states', () => {
    const [rows, gates] = [rowsPerGate(hidden), cutIntoGates(recurrentKernel)];
    const arrays = { x, inputKernel, rows, gates };
    const { tensors, dispose } = toTensors(arrays);
    const values = valuesOf(() =>
      hoistedRowProducts(tensors.x, tensors.inputKernel, tensors.rows, tensors.gates),
    );
    const sum = flatten(projected).map((each, index) => each + (flatten(recurrent)[index] ?? 0));
    expectClose(values, sum, dIn + dModel);
    dispose();
  });

  it('rows that do not fit the gates are refused', () => {
    const { tensors, dispose } = toTensors({
      rows: rowsPerGate(hidden),
      gates: cutIntoGates(inputKernel),
    });
    expect(() => rowProducts(tensors.rows, tensors.gates)).toThrow('gates must have shape');
    dispose();
  });
});

describe('work', () => {
  it('is two for each entry of each row and column', () => {
    expect(gateProductsFlops(n, dIn, dModel)).toBe(n * 4 * dModel * dIn * 2);
  });
});
