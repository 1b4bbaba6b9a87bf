import type { ConvolutionWeights } from '../convolution/causal-convolution.ts';
import type { DenseArray } from '../weights.ts';

/**
 * Causal convolution in float64, value by value: y_t = b + Σ_j x_{t−width+1+j} K_j with zeros before
 * the sequence. x [B, n, dIn]; [B, n, dOut], flat.
 */
export function causalConvolutionOracle(
  x: DenseArray,
  { kernel, bias }: ConvolutionWeights<DenseArray>,
): Float64Array {
  const [batchSize, n, dIn] = x.shape as [number, number, number];
  const [width, , dOut] = kernel.shape as [number, number, number];
  const output = new Float64Array(batchSize * n * dOut);
  for (let index = 0; index < output.length; index++) {
    const channel = index % dOut;
    const t = Math.floor(index / dOut) % n;
    const sequence = Math.floor(index / dOut / n);
    let sum = bias.values[channel] as number;
    for (let tap = 0; tap < width; tap++) {
      const position = t - width + 1 + tap;
      if (position < 0) continue;
      for (let each = 0; each < dIn; each++) {
        const value = x.values[(sequence * n + position) * dIn + each] as number;
        sum += value * (kernel.values[(tap * dIn + each) * dOut + channel] as number);
      }
    }
    output[index] = sum;
  }
  return output;
}
