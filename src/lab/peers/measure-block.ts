import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { shuffled } from '#lab/bench/schedule.ts';
import type { Threads } from '#lab/experiments/experiment.ts';
import type { Run } from '#results/record.ts';
import { caseIdOf, type Peer, type PeerCase, peers } from './cases.ts';
import { lengths, type PeerShape } from './networks.ts';
import { commandOf, PeerError, PeerProcess } from './peer-process.ts';
import type { PeerProtocol } from './protocol.ts';

/** A trial's case with its place in the record and the file of its first output. */
export interface Output {
  caseId: string;
  at: number;
  each: PeerCase;
  file: string;
}

/** What one pass over all cases with one number of threads leaves. */
export interface Pass {
  runs: Map<string, PeerRun>;
  outputs: Output[];
  /** Why a case has no trial, by case. */
  failures: Map<string, string>;
  versions: Record<string, string>;
}

export interface PassOptions {
  role: Threads;
  threads: number;
  cases: readonly PeerCase[];
  shape: PeerShape;
  /** Folder with the arrays of this block; the outputs go there too. */
  folder: string;
  seed: number;
  python: string;
  protocol: PeerProtocol;
  /** Milliseconds since the record was begun. */
  elapsedMs: () => number;
  tell: (caseId: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * One pass: a fresh process for each library, all alive and idle but one; network and length in
 * random order, and for each the cases of all libraries in random order, so that what is compared is
 * measured within seconds. A library that fails does not keep the others from being measured.
 */
export async function measurePass(options: PassOptions): Promise<Pass> {
  const { role, cases, seed, folder, elapsedMs, tell, signal } = options;
  const pass: Pass = { runs: new Map(), outputs: [], failures: new Map(), versions: {} };
  const fail = (each: PeerCase, reason: string) =>
    pass.failures.set(caseIdOf(each, role), reason.slice(0, 200));
  const processes = new Map<Peer, PeerProcess>();
  mkdirSync(join(folder, role), { recursive: true });
  const names = [...new Set(cases.map((each) => each.network))];
  const points = names.flatMap((network) => lengths.map((at) => ({ network, at })));
  try {
    await startAll(options, pass, fail, processes);
    for (const [index, { network, at }] of shuffled(points, seed ^ 1).entries()) {
      const sides = cases.filter((each) => each.network === network);
      for (const each of shuffled(sides, seed + index)) {
        const caseId = caseIdOf(each, role);
        const child = processes.get(each.peer);
        if (child === undefined || pass.failures.has(caseId)) continue;
        signal?.throwIfAborted();
        tell(caseId);
        const output = { caseId, at, each, file: join(folder, role, `${caseId}-${at}.bin`) };
        const startedAtMs = elapsedMs();
        try {
          const { form } = each;
          const { cpu, peakRssBytes, ...trial } = await child.trial({
            network,
            form,
            at,
            output: output.file,
          });
          const begun = { case: caseId, seed, startedAtMs, trials: [], cpu: noTime, peakRssBytes };
          const run: PeerRun = pass.runs.get(caseId) ?? begun;
          pass.runs.set(caseId, {
            ...run,
            trials: [...run.trials, { at, ...rounded(trial) }].sort((a, b) => a.at - b.at),
            cpu: added(run.cpu, cpu),
            // Of the whole process, which serves all cases of its library.
            peakRssBytes: Math.max(run.peakRssBytes, peakRssBytes),
          });
          pass.outputs.push(output);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof PeerError)) throw error;
          fail(each, error.message);
          if (!child.isOver) continue;
          for (const other of cases) if (other.peer === each.peer) fail(other, error.message);
          processes.delete(each.peer);
        }
      }
    }
  } finally {
    for (const child of processes.values()) await child.end();
  }
  for (const caseId of pass.failures.keys()) pass.runs.delete(caseId);
  return pass;
}

async function startAll(
  { role, threads, cases, shape, folder, seed, python, protocol, signal }: PassOptions,
  pass: Pass,
  fail: (each: PeerCase, reason: string) => void,
  processes: Map<Peer, PeerProcess>,
): Promise<void> {
  for (const peer of shuffled(peers, seed)) {
    const mine = cases.filter((each) => each.peer === peer);
    if (mine.length === 0) continue;
    const paddingBytes = uniformInt(xoroshiro128plus(seed ^ role.length), 0, 4095);
    const command = commandOf(peer, python, threads, paddingBytes);
    try {
      const request = { peer, threads, shape, folder, protocol };
      const child = await PeerProcess.start(command, request, signal);
      processes.set(peer, child);
      Object.assign(pass.versions, child.versions);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof PeerError)) throw error;
      for (const each of mine) fail(each, error.message);
    }
  }
}

type ProcessTime = Required<Run['cpu']>;
/** A process of a library tells its time and its memory. */
type PeerRun = Run & { cpu: ProcessTime; peakRssBytes: number };

const noTime: ProcessTime = { userMs: 0, systemMs: 0, wallMs: 0 };

function added(a: ProcessTime, b: ProcessTime): ProcessTime {
  const sum = (left: number, right: number) => Number((left + right).toPrecision(6));
  return {
    userMs: sum(a.userMs, b.userMs),
    systemMs: sum(a.systemMs, b.systemMs),
    wallMs: sum(a.wallMs, b.wallMs),
  };
}

function rounded<Times extends { coldMs: number; warmupMs: number[]; samplesMs: number[] }>(
  times: Times,
): Omit<Times, 'kind'> {
  const six = (value: number) => Number(value.toPrecision(6));
  const { kind: _kind, ...rest } = times as Times & { kind?: string };
  return {
    ...(rest as Omit<Times, 'kind'>),
    coldMs: six(times.coldMs),
    warmupMs: times.warmupMs.map(six),
    samplesMs: times.samplesMs.map(six),
  };
}
