import { z } from 'zod';

const share = z.strictObject({ right: z.int().nonnegative(), of: z.int().positive() });

/**
 * The record of a network that was trained here for readers to try: what it is, where it was trained,
 * how well it does with its weights as stored, and one numeral put into words. The weights lie beside it.
 */
const schema = z.strictObject({
  shape: z.strictObject({
    numEncoderLayers: z.int().positive(),
    numDecoderLayers: z.int().positive(),
    dModel: z.int().positive(),
    numHeads: z.int().positive(),
    dFf: z.int().positive(),
  }),
  parameters: z.int().positive(),
  seed: z.int(),
  steps: z.int().positive(),
  batchSize: z.int().positive(),
  engine: z.string(),
  node: z.string(),
  trainedAt: z.iso.datetime(),
  weights: z.strictObject({
    format: z.literal('float16, little-endian'),
    bytes: z.int().positive(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** Numbers said without a mistake. */
  examined: z.strictObject({ heldOut: share, structural: share }),
  example: z.strictObject({
    numeral: z.string(),
    words: z.array(z.string()),
    /** What the last layer of the decoder looks at, mean of its heads: [words, characters]. */
    attention: z.array(z.array(z.number().min(0).max(1))),
  }),
});

export type TrainedTranslator = z.infer<typeof schema>;

/** Reads a record. Throws a sentence that names each field that does not fit. */
export function parseTrainedTranslator(json: unknown): TrainedTranslator {
  const found = schema.safeParse(json);
  if (found.success) return found.data;
  throw new Error(
    `src/trained/numerals.json: ${z.prettifyError(found.error)}\nTrain it anew: npm run train:numerals`,
  );
}
