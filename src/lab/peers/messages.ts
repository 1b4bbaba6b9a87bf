import { z } from 'zod';
import type { NetworkName, PeerShape } from './networks.ts';
import type { PeerProtocol } from './protocol.ts';

// Parent and child speak lines of JSON: requests on the child's input, replies on its output. Ours
// and the Python peers speak the same; what else a library prints is left aside.

/** The first line: what all trials of this process share. */
export interface StartRequest {
  peer: string;
  threads: number;
  shape: PeerShape;
  /** Where arrays.json and arrays.bin lie. */
  folder: string;
  protocol: PeerProtocol;
}

/** Every further line: one trial. The end of the input ends the process. */
export interface TrialRequest {
  network: NetworkName;
  form: string;
  at: number;
  /** File for the first output, as raw float32. */
  output: string;
}

const ms = z.number().positive();

const readySchema = z.strictObject({
  kind: z.literal('ready'),
  versions: z.record(z.string(), z.string()),
});

const trialSchema = z.strictObject({
  kind: z.literal('trial'),
  coldMs: ms,
  warmupMs: z.array(ms),
  warmupCalls: z.int().nonnegative(),
  loopCount: z.int().positive(),
  samplesMs: z.array(ms).min(1),
  tensorsLeaked: z.int(),
  cpu: z.strictObject({ userMs: z.number(), systemMs: z.number(), wallMs: z.number() }),
  peakRssBytes: z.int().positive(),
});

const failedSchema = z.strictObject({ kind: z.literal('failed'), message: z.string().min(1) });

const replySchema = z.discriminatedUnion('kind', [readySchema, trialSchema, failedSchema]);

export type Reply = z.infer<typeof replySchema>;
export type TrialReply = z.infer<typeof trialSchema>;

/** Reads one line of a child's output; undefined where it is not a reply but a library's chatter. */
export function readReply(line: string): Reply | undefined {
  if (!line.startsWith('{"kind":')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new TypeError(`A reply is not whole JSON: ${line.slice(0, 120)}`);
  }
  const parsed = replySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TypeError(
    `A reply does not fit: ${issue?.path.join('.')}: ${issue?.message} (received ${line.slice(0, 120)})`,
  );
}
