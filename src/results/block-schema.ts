import { z } from 'zod';

/**
 * What a block of a record holds: its runs, each the trials of one case in a process of its own,
 * with what the instrument saw of the process and of the machine's noise. Times in ms, memory in
 * bytes. Fields marked optional are written by instruments that observe them; null is "absent on
 * this machine".
 */
export const ms = z.number().positive();
export const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected lower-case letters, digits and hyphens');
export const caseId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}@(one|all)$/, 'expected NETWORK@one or NETWORK@all');
export const text = z.string().min(1).max(200);
const share = z.number().nonnegative();

export const spanSchema = z.strictObject({
  lane: z.int().nonnegative().describe('a worker, or 0 for the engine'),
  part: name,
  label: text.optional(),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
});

const steadySchema = z
  .strictObject({
    verdict: z.enum(['steady', 'no-steady-state', 'too-few-samples']),
    driftLog: z.number().describe('median log of the last third of the samples less the first'),
    lag1: z.number().nullable().describe('autocorrelation of successive samples'),
    outliers: z.int().nonnegative().describe('further than 14.8 MAD from the median; none dropped'),
    discarded: z.int().nonnegative().describe('early samples that were counted as warm-up'),
  })
  .describe('whether the samples had stopped moving');

const trialSchema = z.strictObject({
  at: z.number(),
  coldMs: ms.describe('first call in its process at this point of the grid'),
  warmupMs: z.array(ms).max(100).describe('thinned: first, last and every doubling between'),
  warmupCalls: z.int().nonnegative(),
  loopCount: z.int().positive().describe('calls per sample'),
  samplesMs: z.array(ms).min(1).max(1000).describe('in time order, per call'),
  gcCount: z.int().nonnegative().optional(),
  gcMs: z.number().nonnegative().optional(),
  tensorsLeaked: z.int(),
  partsMs: z
    .record(name, z.array(z.number().nonnegative()))
    .optional()
    .describe('of each sample, what each part of the work took, summed over lanes'),
  spans: z
    .array(spanSchema)
    .max(10_000)
    .optional()
    .describe('timeline of the median sample, first block only'),
  steady: steadySchema.optional(),
});

const meterSchema = z.strictObject({
  medianMs: ms.describe('of a fixed integer loop'),
  p90OverMin: z.number().min(1),
  cpuOverWall: share,
  runQueueWaitShare: share.nullable().describe('ready to run but waiting for a processor'),
});

const noiseSchema = z.strictObject({
  runQueueWaitShare: share.nullable().describe('of the measured phase'),
  before: meterSchema.optional(),
  after: meterSchema.optional(),
  stealShare: share.nullable().optional().describe('taken by other machines of the host'),
  pressureShare: share.nullable().optional().describe('some task waited for a processor (PSI)'),
  loadAverage: share.nullable().optional(),
});

const runSchema = z.strictObject({
  case: caseId,
  seed: z.int(),
  startedAtMs: z.number().nonnegative().describe('since the start of the record'),
  trials: z.array(trialSchema).min(1).max(100),
  cpu: z.strictObject({
    userMs: z.number().optional(),
    systemMs: z.number().optional(),
    wallMs: z.number(),
  }),
  peakRssBytes: z.int().positive().optional(),
  openRssBytes: z.int().positive().optional().describe('after the engine was opened'),
  contextSwitches: z.strictObject({ voluntary: z.int(), involuntary: z.int() }).optional(),
  noise: noiseSchema.optional(),
  retried: z.array(text).optional().describe('why earlier attempts at this run do not count'),
});

/** A run as the process that measured it answers. */
export const measuredRunSchema = runSchema.omit({
  case: true,
  seed: true,
  startedAtMs: true,
  retried: true,
});

export const blockSchema = z.strictObject({
  index: z.int().nonnegative(),
  session: z.int().nonnegative().describe('which sitting: blocks of one hour speak for that hour'),
  startedAt: z.iso.datetime(),
  order: z.array(caseId).max(200).describe('empty where noise voided the block at its first case'),
  runs: z.array(runSchema).max(200),
  emptyPeakRssBytes: z
    .int()
    .positive()
    .optional()
    .describe('peak memory of a process that only opens the engine'),
  attempt: z.int().nonnegative().optional().describe('0 unless blocks before it were voided'),
  voided: text.optional().describe('why this block does not count; it is repeated whole'),
});
