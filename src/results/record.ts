import { z } from 'zod';
import { blockSchema, caseId, ms, name, type spanSchema, text } from './block-schema.ts';
import { schemaVersion } from './schema-version.ts';

/**
 * The record: the JSON file of one experiment on one machine, the only thing that passes from the
 * half that measures to the half that publishes. Times are in milliseconds, memory in bytes, dates
 * in ISO 8601 (UTC). Fields marked optional are written by instruments that observe them.
 */
const machineSchema = z.strictObject({
  id: name,
  cores: z.int().positive().max(4096),
  cpu: text,
  cpuRevision: text.nullish().describe('tells hosts apart that hide the name'),
  memoryBytes: z.int().positive().nullable().describe('null where a browser does not tell'),
  os: text,
  arch: text,
  kind: z.enum(['virtual', 'physical', 'unknown']).describe('what the processor says of itself'),
  governor: text.nullable().describe('of the processor’s frequency; null where none is told'),
  cpuQuota: z.number().positive().nullable().describe('processors that the container may use'),
});

const sessionSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  bootedAt: z.iso.datetime().nullable().describe('to the minute'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  dirty: z.boolean().nullable().describe('whether tracked files differed from the commit'),
  clockStepNs: z
    .number()
    .positive()
    .nullable()
    .describe('smallest difference that the clock tells'),
  clockCallNs: z.number().positive().nullable().describe('cost of reading it'),
  discarded: z
    .int()
    .positive()
    .optional()
    .describe('voided blocks that are not kept, since the sitting gave up on a noisy machine'),
});

const stoppingSchema = z.strictObject({
  minBlocks: z.int().min(2),
  maxBlocks: z.int().min(2),
  targetHalfWidth: z.number().positive().describe('of the primary quantity, relative'),
  budgetMs: ms,
  by: z.enum(['precision', 'blocks', 'budget']),
});

const engineSchema = z.strictObject({
  backend: z.enum(['native', 'wasm', 'plain', 'webgl', 'webgpu']),
  library: text.describe('the library that computes, with its version, e.g. "TensorFlow 2.18.1"'),
  reason: text.describe('why this engine ran'),
  flags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** The ways in which the process of a case can fail. */
export const failureVerdicts = [
  'crashed',
  'hung',
  'out-of-memory',
  'garbled',
  'leaks',
  'wrong-value',
  'error',
] as const;

const caseSchema = z.strictObject({
  id: caseId,
  threads: z.int().positive(),
  computes: name.describe('cases that compute the same function carry the same name'),
  engine: text.optional().describe('where the case ran, if not on the engine of the record'),
  state: z.enum(['measured', 'unsupported', 'failed']),
  verdict: z.enum(failureVerdicts).optional().describe('how it failed'),
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
  shape: z.array(z.int().positive()).max(8),
  values: z.array(z.number()).max(100_000),
  labels: z.array(text).max(1000).optional(),
});

const estimateSchema = z.strictObject({
  case: caseId,
  at: z.number(),
  estimateMs: ms,
  lowMs: ms,
  highMs: ms,
});

export const recordSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    experiment: name,
    mode: z.enum(['publish', 'quick']),
    machine: machineSchema,
    engine: engineSchema,
    node: text.optional().describe('version, where Node measured'),
    browser: text.optional().describe('name and version, where a browser measured'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    sessions: z
      .array(sessionSchema)
      .min(1)
      .max(1000)
      .describe('sittings in which its blocks were measured'),
    code: z.strictObject({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      protocolVersion: z.int().positive(),
      packages: z.record(z.string(), z.string()),
      files: z
        .record(z.string(), z.string())
        .optional()
        .describe('hash of each measured file without types, comments and format'),
      confirmed: z
        .strictObject({ previousHash: z.string(), at: z.iso.datetime() })
        .optional()
        .describe('a changed hash renewed by an equivalent re-run'),
    }),
    seed: z.int(),
    axis: z.strictObject({ name: text, symbol: text }),
    shape: z.record(z.string(), z.number()),
    cases: z.array(caseSchema).min(1).max(200),
    proofs: z.array(proofSchema).min(1),
    observations: z
      .array(observationSchema)
      .optional()
      .describe('exact findings, row by row: they have no interval'),
    predictions: z
      .record(name, z.number())
      .optional()
      .describe('what theory gives, from closed forms of the experiment’s file'),
    stopping: stoppingSchema
      .optional()
      .describe('where the number of blocks was decided while measuring'),
    blocks: z.array(blockSchema).max(200).describe('none where the question is not one of time'),
    estimates: z.array(estimateSchema),
  })
  .refine(({ blocks, observations = [] }) => blocks.length >= 2 || observations.length > 0, {
    path: ['blocks'],
    message: 'expected at least 2 blocks, or exact findings',
  })
  .refine(({ node, browser }) => (node === undefined) !== (browser === undefined), {
    path: ['node'],
    message: 'expected either node or browser',
  });

export type MeasuredRecord = z.infer<typeof recordSchema>;
export type Engine = MeasuredRecord['engine'];
export type Block = MeasuredRecord['blocks'][number];
export type Run = Block['runs'][number];
export type Trial = Run['trials'][number];
export type Proof = MeasuredRecord['proofs'][number];
export type Observation = NonNullable<MeasuredRecord['observations']>[number];
export type Session = MeasuredRecord['sessions'][number];
export type FailureVerdict = (typeof failureVerdicts)[number];
export type Span = z.infer<typeof spanSchema>;
export type CaseEntry = MeasuredRecord['cases'][number];
