import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { FusedKernels } from './backend.ts';

type MatMul = NonNullable<FusedKernels['matMul']>;

/** What the library's types leave out of Emscripten's module. */
interface EmscriptenModule {
  cwrap(name: string, returns: null, takes: string[]): (...values: unknown[]) => void;
}

/** Below this many rows of the result, packing the right factor costs more than it saves. */
const fewestRows = 8;

/** Names of three matrices inside tensors, which the library, counting up from 1, does not reach. */
const [leftId, rightId, productId] = [2 ** 31 - 1, 2 ** 31 - 2, 2 ** 31 - 3] as const;

/**
 * tf.matMul for float32 on WASM. The library gives only the product of two plain matrices to its fast
 * kernel; a batch or a transposed factor takes a scalar loop (slow_batch_matmul in BatchMatMul.cc).
 * Here factors are transposed first, and a batch is a loop of plain products on parts of its
 * memory, uncopied. Both factors must have the same batch axes.
 */
export function wasmMatMul(backend: BackendWasm): MatMul {
  const multiply = plainProduct(backend);

  // #region products
  const product: MatMul = (left, right, transposeLeft = false, transposeRight = false) => {
    const rows = left.shape.at(transposeLeft ? -1 : -2) as number;
    const plain = !transposeLeft && !transposeRight && left.rank === 2;
    if (plain || rows < fewestRows) return tf.matMul(left, right, transposeLeft, transposeRight);
    return tf.tidy(() => {
      const lefts = asBatch(left, transposeLeft); // [N, n, k]
      const rights = asBatch(right, transposeRight); // [N, k, m]
      const products = lefts.shape[0] === 1 ? tf.matMul(lefts, rights) : multiply(lefts, rights);
      return tf.reshape(products, [...left.shape.slice(0, -2), ...products.shape.slice(1)]);
    });
  };
  // #endregion

  const differentiable = (transposeLeft: boolean, transposeRight: boolean) =>
    tf.customGrad((...args) => {
      const [left, right, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
      save([left, right]);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
        const [a, b] = saved as [tf.Tensor, tf.Tensor];
        return [
          transposeLeft
            ? product(b, dy, transposeRight, true) // (dy op(b)ᵀ)ᵀ
            : product(dy, b, false, !transposeRight), // dy op(b)ᵀ
          transposeRight
            ? product(dy, a, true, transposeLeft) // (op(a)ᵀ dy)ᵀ
            : product(a, dy, !transposeLeft, false), // op(a)ᵀ dy
        ];
      };
      return { value: product(left, right, transposeLeft, transposeRight), gradFunc };
    });

  return (left, right, transposeLeft = false, transposeRight = false) => {
    expectFactors(left, right, transposeLeft, transposeRight);
    return differentiable(transposeLeft, transposeRight)(left, right);
  };
}

/** [N, n, k] times [N, k, m], one call of the library's kernel a matrix: [N, n, m]. */
function plainProduct(backend: BackendWasm): (lefts: tf.Tensor, rights: tf.Tensor) => tf.Tensor {
  const wasm = backend.wasm as typeof backend.wasm & EmscriptenModule;
  // (left, its shape and rank, right, its shape and rank, which is transposed, product)
  const kernel = wasm.cwrap('BatchMatMul', null, [
    ...['number', 'array', 'number'],
    ...['number', 'array', 'number'],
    ...['number', 'number', 'number'],
  ]);
  return (lefts, rights) => {
    const [batch, n, k] = lefts.shape as [number, number, number];
    const m = rights.shape[2] as number;
    const products = backend.makeOutput([batch, n, m], 'float32');
    const offset = ({ dataId }: tf.TensorInfo) => backend.getMemoryOffset(dataId);
    const [left, right, product] = [offset(lefts), offset(rights), offset(products)];
    const [leftShape, rightShape] = [shapeBytes([1, n, k]), shapeBytes([1, k, m])];
    for (let index = 0; index < batch; index++) {
      wasm.tfjs.registerTensor(leftId, n * k, left + 4 * index * n * k);
      wasm.tfjs.registerTensor(rightId, k * m, right + 4 * index * k * m);
      wasm.tfjs.registerTensor(productId, n * m, product + 4 * index * n * m);
      kernel(leftId, leftShape, 3, rightId, rightShape, 3, 0, 0, productId);
      // Forgets the name, and what the kernel packed under it; the memory is the whole tensor's.
      for (const name of [leftId, rightId, productId]) wasm.tfjs.disposeData(name);
    }
    return tf.engine().makeTensorFromTensorInfo(products);
  };
}

/** Any batch axes as one, the matrices transposed if asked: [N, rows, columns]. */
function asBatch(tensor: tf.Tensor, transpose: boolean): tf.Tensor {
  const [rows, columns] = tensor.shape.slice(-2) as [number, number];
  const batch = tf.reshape(tensor, [tensor.size / (rows * columns), rows, columns]);
  return transpose ? tf.transpose(batch, [0, 2, 1]) : batch;
}

function shapeBytes(shape: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(shape).buffer);
}

function expectFactors(
  left: tf.Tensor,
  right: tf.Tensor,
  transposeLeft: boolean,
  transposeRight: boolean,
): void {
  const sameBatch = left.shape.slice(0, -2).join() === right.shape.slice(0, -2).join();
  const inner = [left.shape.at(transposeLeft ? -2 : -1), right.shape.at(transposeRight ? -1 : -2)];
  const floats = left.dtype === 'float32' && right.dtype === 'float32';
  const matrices = left.rank >= 2 && left.rank === right.rank && left.size > 0 && right.size > 0;
  if (matrices && sameBatch && inner[0] === inner[1] && floats) return;
  const described = (factor: tf.Tensor, transposed: boolean) =>
    `${factor.dtype} [${factor.shape.join(', ')}]${transposed ? ' transposed' : ''}`;
  throw new RangeError(
    'matMul on WASM needs float32 factors [..., n, k] and [..., k, m] of equal batch axes; ' +
      `received ${described(left, transposeLeft)} and ${described(right, transposeRight)}.`,
  );
}
