import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineFacts } from '#lab/bench/machine.ts';
import { blockSeed, shuffled } from '#lab/bench/schedule.ts';
import type { Threads } from '#lab/experiments/experiment.ts';
import { worstOfEach } from '#lab/run/agreements.ts';
import type { CodeState } from '#lab/run/code-state.ts';
import { describeSession } from '#lab/run/session.ts';
import { type Piece, Unfinished } from '#lab/run/unfinished.ts';
import type { Block, MeasuredRecord, Proof, Run } from '#results/record.ts';
import { caseIdOf, peerCases, recordNameOf } from './cases.ts';
import { measurePass } from './measure-block.ts';
import { drawPeerArrays, shapeOf } from './networks.ts';
import { peerRecord } from './peer-record.ts';
import type { PeerProtocol } from './protocol.ts';
import { Oracles, proveAgainstOurs } from './prove-pass.ts';
import { writeArrays } from './write-arrays.ts';

export interface PeerOptions {
  root: string;
  dModel: number;
  python: string;
  protocol: PeerProtocol;
  machine: MachineFacts;
  code: CodeState;
  freshSeed: () => number;
  now: () => Date;
  /** Told before each trial. */
  tell: (progress: { dModel: number; block: number; blocks: number; case: string }) => void;
  /** Told once of each case that cannot be measured. */
  fail: (caseId: string, reason: string) => void;
  signal?: AbortSignal | undefined;
}

/** One thread, and as many as there are cores. */
export function rolesOf(cores: number): { role: Threads; threads: number }[] {
  const one = { role: 'one', threads: 1 } as const;
  return cores > 1 ? [one, { role: 'all', threads: cores }] : [one];
}

/**
 * Measures all libraries at one model size, in randomised blocks; goes on where it was interrupted.
 * The first block's outputs are proved against the float64 oracles, the later ones against ours.
 */
export async function measurePeers(
  options: PeerOptions,
): Promise<{ record: MeasuredRecord; forget: () => void }> {
  const { root, dModel, protocol, machine, code, now } = options;
  const unfinished = new Unfinished(
    root,
    {
      experiment: recordNameOf(dModel),
      codeHash: code.hash,
      machine,
      backend: 'native',
      purpose: protocol.mode,
      protocol,
      node: process.versions.node,
    },
    {
      seed: options.freshSeed(),
      startedAt: now().toISOString(),
      session: describeSession(root, now()),
    },
  );
  const failures = new Map<string, string>();
  const blocks: Block[] = [];
  const proofs: Proof[] = [];
  for (let index = 0; index < protocol.blocks; index++) {
    const name = `block-${index}`;
    let piece = unfinished.piece(name);
    if (piece?.kind !== 'block') {
      piece = await measureBlock(index, options, unfinished, failures);
      unfinished.keep(name, piece);
    }
    blocks.push(piece.block);
    proofs.push(...piece.proofs);
  }
  const engine = unfinished.piece('proof-versions');
  if (engine?.kind !== 'proof') throw new TypeError('The versions of this run were not kept.');
  const record = peerRecord({
    ...options,
    seed: unfinished.seed,
    sessions: [...unfinished.sessions],
    startedAt: unfinished.startedAt,
    finishedAt: now().toISOString(),
    engine: engine.engine,
    blocks,
    proofs: worstOfEach(proofs),
    failures,
  });
  return { record, forget: () => unfinished.remove() };
}

async function measureBlock(
  index: number,
  options: PeerOptions,
  unfinished: Unfinished,
  failures: Map<string, string>,
): Promise<Extract<Piece, { kind: 'block' }>> {
  const { dModel, python, protocol, machine, now, tell, signal } = options;
  const seed = blockSeed(unfinished.seed, index);
  const shape = shapeOf(dModel);
  const arrays = drawPeerArrays(shape, seed);
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const startedAt = now().toISOString();
  const oracles = new Oracles(arrays, shape);
  const runs: Run[] = [];
  const proofs: Proof[] = [];
  try {
    writeArrays(folder, arrays);
    for (const { role, threads } of shuffled(rolesOf(machine.cores), seed)) {
      const pass = await measurePass({
        role,
        threads,
        cases: peerCases.filter((each) => !failures.has(caseIdOf(each, role))),
        shape,
        folder,
        seed,
        python,
        protocol,
        elapsedMs: () => Math.max(0, now().getTime() - Date.parse(unfinished.startedAt)),
        tell: (caseId) => tell({ dModel, block: index + 1, blocks: protocol.blocks, case: caseId }),
        signal,
      });
      for (const [caseId, reason] of pass.failures) {
        failures.set(caseId, reason);
        options.fail(caseId, reason);
      }
      runs.push(...pass.runs.values());
      const measured = pass.outputs.filter(({ caseId }) => pass.runs.has(caseId));
      proofs.push(
        ...(index === 0 ? oracles.prove(measured, seed) : proveAgainstOurs(measured, shape)),
      );
      const { library = 'TensorFlow', ...flags } = pass.versions;
      unfinished.keep('proof-versions', {
        kind: 'proof',
        proofs: [],
        observations: [],
        engine: { library, flags },
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  runs.sort((a, b) => a.startedAtMs - b.startedAtMs);
  const { session } = unfinished;
  const order = runs.map((run) => run.case);
  return { kind: 'block', block: { index, session, startedAt, order, runs }, proofs };
}
