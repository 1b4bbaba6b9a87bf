import * as tf from '@tensorflow/tfjs-core';
import type { FusedKernels } from './backend.ts';
import type { NodeBackend } from './native-calls.ts';

type MatMul = NonNullable<FusedKernels['matMul']>;
type Product = (left: tf.Tensor, right: tf.Tensor) => tf.Tensor;

/**
 * TensorFlow's MatMul for two matrices of float32. The library's matMul calls BatchMatMulV2 for
 * every rank, which takes twice as long for one row times a matrix, the product of a recurrent step.
 * Products of higher rank go to the library.
 */
export function matrixMatMul(backend: NodeBackend): MatMul {
  const plain = products(backend);
  const differentiable = plain.map((row, transposeLeft) =>
    row.map((product, transposeRight) =>
      withGradient(product, plain, transposeLeft === 1, transposeRight === 1),
    ),
  );
  return (left, right, transposeLeft = false, transposeRight = false) => {
    const matrices = left.rank === 2 && right.rank === 2;
    if (!matrices || left.dtype !== 'float32' || right.dtype !== 'float32') {
      return tf.matMul(left, right, transposeLeft, transposeRight);
    }
    return chosen(differentiable, transposeLeft, transposeRight)(left, right);
  };
}

/** The four products: [left transposed or not][right transposed or not]. */
function products(backend: NodeBackend): Product[][] {
  const { TF_ATTR_BOOL, TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  return [false, true].map((transposeLeft) =>
    [false, true].map((transposeRight) => {
      const attributes = [
        { name: 'transpose_a', type: TF_ATTR_BOOL, value: transposeLeft },
        { name: 'transpose_b', type: TF_ATTR_BOOL, value: transposeRight },
        { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      ];
      return (left, right) => backend.executeSingleOutput('MatMul', attributes, [left, right]);
    }),
  );
}

function chosen(of: Product[][], transposeLeft: boolean, transposeRight: boolean): Product {
  return of[Number(transposeLeft)]?.[Number(transposeRight)] as Product;
}

function withGradient(
  product: Product,
  plain: Product[][],
  transposeLeft: boolean,
  transposeRight: boolean,
): Product {
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return [
      transposeLeft
        ? chosen(plain, transposeRight, true)(b, dy) // (dy op(b)ᵀ)ᵀ
        : chosen(plain, false, !transposeRight)(dy, b), // dy op(b)ᵀ
      transposeRight
        ? chosen(plain, true, transposeLeft)(dy, a) // (op(a)ᵀ dy)ᵀ
        : chosen(plain, !transposeLeft, false)(a, dy), // op(a)ᵀ dy
    ];
  };
  return tf.customGrad((...args) => {
    const [left, right, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([left, right]);
    return { value: product(left, right), gradFunc };
  });
}
