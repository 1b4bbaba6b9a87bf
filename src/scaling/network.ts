/** A decoder stack of GPT’s kind: dFf = 4 dModel, learned positions, tied input and output embeddings. */
export interface GptShape {
  layers: number;
  dModel: number;
  numHeads: number;
  sequenceLength: number;
  vocabularySize: number;
}

/** Which activations a training step forgets and computes again for its backward pass. */
export type Recomputation = 'none' | 'selective' | 'full';

/**
 * Number of parameters: P = 12 l h² (1 + 13/(12h) + (V + s)/(12 l h)) (Narayanan et al. 2021, eq. 2),
 * with l layers, h = dModel, V = vocabularySize, s = sequenceLength.
 */
export function parameterCount(shape: GptShape): number {
  const { layers: l, dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  return 12 * l * h ** 2 * (1 + 13 / (12 * h) + (V + s) / (12 * l * h));
}

/**
 * Floating-point operations of the products of one training step over `batchSize` sequences, two to a
 * multiply-add: the model's own, 72 B l s h² (1 + s/(6h) + V/(12 l h)) (Korthikanti et al. 2022, eq. 7),
 * whatever is computed twice.
 */
export function modelFlops(shape: GptShape, batchSize: number): number {
  const { layers: l, dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  return 72 * batchSize * l * s * h ** 2 * (1 + s / (6 * h) + V / (12 * l * h));
}

/**
 * The same with what is computed again: with 'full' one more forward pass through the layers, which is
 * 96 B s l h² (1 + s/(6h) + V/(16 l h)) (Narayanan et al. 2021, eq. 3); with 'selective' the core of
 * attention alone, s/(3h) in the place of s/(6h) (Korthikanti et al. 2022, sec. 6).
 */
export function hardwareFlops(
  shape: GptShape,
  batchSize: number,
  recomputation: Recomputation,
): number {
  const { layers: l, dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  const perLayers = batchSize * l * s * h ** 2;
  if (recomputation === 'full') return 96 * perLayers * (1 + s / (6 * h) + V / (16 * l * h));
  if (recomputation === 'none') return modelFlops(shape, batchSize);
  return 72 * perLayers * (1 + s / (3 * h) + V / (12 * l * h));
}

/**
 * Days of training, T tokens on n devices that each sustain X operations a second of which a quarter is
 * computed again: 8 T P / (n X) (Narayanan et al. 2021, eq. 4).
 */
export function trainingDays(
  parameters: number,
  tokens: number,
  devices: number,
  sustainedFlopsPerSecond: number,
): number {
  return (8 * tokens * parameters) / (devices * sustainedFlopsPerSecond) / 86_400;
}
