import { z } from 'zod';

/**
 * The record: the JSON file of one experiment on one machine, the only thing that passes from the
 * half that measures to the half that publishes. Times are in milliseconds, memory in bytes, dates
 * in ISO 8601 (UTC). Fields marked optional are written by instruments that observe them.
 */
const ms = z.number().positive();
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected lower-case letters, digits and hyphens');
const caseId = z.string().regex(/^[a-z0-9-]+@(one|all)$/, 'expected NETWORK@one or NETWORK@all');
const text = z.string().min(1).max(200);

const machineSchema = z.strictObject({
  id: name,
  cores: z.int().positive(),
  cpu: text,
  memoryBytes: z.int().positive(),
  os: text,
  arch: text,
});

const engineSchema = z.strictObject({
  backend: z.enum(['native', 'wasm', 'plain']),
  library: text.describe('the library that computes, with its version, e.g. "TensorFlow 2.18.1"'),
  reason: text.describe('why this engine ran'),
  flags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

const spanSchema = z.strictObject({
  lane: z.int().nonnegative().describe('a worker, or 0 for the engine'),
  part: name,
  label: text.optional(),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
});

const trialSchema = z.strictObject({
  at: z.number(),
  coldMs: ms.describe('first call in its process at this point of the grid'),
  warmupMs: z.array(ms).describe('thinned: first, last and every doubling between'),
  warmupCalls: z.int().nonnegative(),
  loopCount: z.int().positive().describe('calls per sample'),
  samplesMs: z.array(ms).min(1).describe('in time order, per call'),
  gcCount: z.int().nonnegative().optional(),
  gcMs: z.number().nonnegative().optional(),
  tensorsLeaked: z.int(),
  partsMs: z
    .record(name, z.array(z.number().nonnegative()))
    .optional()
    .describe('of each sample, what each part of the work took, summed over lanes'),
  spans: z.array(spanSchema).optional().describe('timeline of the median sample, first block only'),
  peakRssBytes: z.int().positive().optional(),
  steady: z.enum(['steady', 'drifting', 'too-few-samples']).optional(),
});

const runSchema = z.strictObject({
  case: caseId,
  seed: z.int(),
  startedAtMs: z.number().nonnegative().describe('since the start of the record'),
  trials: z.array(trialSchema).min(1),
  cpu: z.strictObject({ userMs: z.number(), systemMs: z.number(), wallMs: z.number() }),
  peakRssBytes: z.int().positive(),
  contextSwitches: z.strictObject({ voluntary: z.int(), involuntary: z.int() }).optional(),
  noise: z.record(z.string(), z.number().nullable()).optional(),
});

const blockSchema = z.strictObject({
  index: z.int().nonnegative(),
  session: z.int().nonnegative().describe('which sitting: blocks of one hour speak for that hour'),
  startedAt: z.iso.datetime(),
  order: z.array(caseId).min(1),
  runs: z.array(runSchema).min(1),
  voided: text.optional().describe('why this block does not count; it is repeated whole'),
});

const caseSchema = z.strictObject({
  id: caseId,
  threads: z.int().positive(),
  computes: name.describe('cases that compute the same function carry the same name'),
  engine: text.optional().describe('where the case ran, if not on the engine of the record'),
  state: z.enum(['measured', 'unsupported']),
  reason: text.optional(),
  points: z.array(
    z.strictObject({
      at: z.number(),
      flops: z.number().nonnegative().describe('closed form, written before the measurement'),
      sequentialSteps: z.number().positive().describe('length of the chain of dependent steps'),
    }),
  ),
});

const proofSchema = z.strictObject({
  case: caseId,
  against: text.describe('"oracle" (float64, plain arrays) or another case'),
  at: z.number(),
  kind: z.enum(['values', 'argmax']),
  maxAbsDelta: z.number().nonnegative(),
  tolerance: z.number().nonnegative(),
  holds: z.literal(true, 'a timing whose equality check failed is void'),
});

const observationSchema = z.strictObject({
  case: caseId,
  at: z.number(),
  name,
  shape: z.array(z.int().positive()),
  values: z.array(z.number()),
  labels: z.array(text).optional(),
});

const estimateSchema = z.strictObject({
  case: caseId,
  at: z.number(),
  estimateMs: ms,
  lowMs: ms,
  highMs: ms,
});

export const schemaVersion = 1;

export const recordSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    experiment: name,
    mode: z.enum(['publish', 'quick']),
    machine: machineSchema,
    engine: engineSchema,
    node: text,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    code: z.strictObject({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      protocolVersion: z.int().positive(),
      packages: z.record(z.string(), z.string()),
      confirmed: z
        .strictObject({ previousHash: z.string(), at: z.iso.datetime() })
        .optional()
        .describe('a changed hash renewed by an equivalent re-run'),
    }),
    seed: z.int(),
    axis: z.strictObject({ name: text, symbol: text }),
    shape: z.record(z.string(), z.number()),
    cases: z.array(caseSchema).min(1),
    proofs: z.array(proofSchema).min(1),
    observations: z
      .array(observationSchema)
      .optional()
      .describe('exact findings, row by row: they have no interval'),
    predictions: z
      .record(name, z.number())
      .optional()
      .describe('what theory gives, from closed forms of the experiment’s file'),
    blocks: z.array(blockSchema).describe('none where the question is not one of time'),
    estimates: z.array(estimateSchema),
  })
  .refine(({ blocks, observations = [] }) => blocks.length >= 2 || observations.length > 0, {
    path: ['blocks'],
    message: 'expected at least 2 blocks, or exact findings',
  });

export type MeasuredRecord = z.infer<typeof recordSchema>;
export type Engine = MeasuredRecord['engine'];
export type Block = MeasuredRecord['blocks'][number];
export type Run = Block['runs'][number];
export type Trial = Run['trials'][number];
export type Proof = MeasuredRecord['proofs'][number];
export type Observation = NonNullable<MeasuredRecord['observations']>[number];
export type Span = z.infer<typeof spanSchema>;
export type CaseEntry = MeasuredRecord['cases'][number];
