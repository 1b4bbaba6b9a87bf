import { join } from 'node:path';
import { type Outcome, runCommand } from '#lab/engine/run-command.ts';
import { type InstallEffects, installPeers, PeersMissingError } from './install.ts';

/** A Python program that an article shows, and how it must end. */
export interface Listing {
  /** In src/content/listings. */
  file: string;
  /** The error that must end it, word for word; without one it must print what it has shown. */
  failsWith?: string;
}

const folder = 'src/content/listings';

/** In the order of the article. */
export const listings: readonly Listing[] = [
  {
    file: 'founding.py',
    failsWith: "TypeError: EncoderDecoder.forward() missing 1 required positional argument: 'tgt'",
  },
  { file: 'one_position.py' },
  { file: 'corrected.py' },
  { file: 'mask_is_parallel.py' },
  { file: 'keras_twin.py' },
  { file: 'batching.py' },
  { file: 'pipelining.py' },
];

/** The Python with PyTorch and Keras, installed where it is missing; else a PeersMissingError. */
export async function pythonForListings(
  root: string,
  tell: (line: string) => void,
  effects: InstallEffects,
): Promise<string> {
  try {
    return (await installPeers(root, tell, effects)).python;
  } catch (error) {
    if (!(error instanceof PeersMissingError)) throw error;
    const repair = error.message.replace('npm run bench:peers', 'npm run listings');
    throw new PeersMissingError(`The listings need Python with PyTorch and Keras. ${repair}`);
  }
}

/** Runs a listing by its file in a process of its own, on the CPU, with a minimal environment. */
export function listingRunner(root: string, python: string): (file: string) => Promise<Outcome> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    CUDA_VISIBLE_DEVICES: '',
    KERAS_BACKEND: 'tensorflow',
    TF_CPP_MIN_LOG_LEVEL: '3',
  };
  return (file) => runCommand(python, ['-s', join(folder, file)], { cwd: root, env });
}

/** Runs every listing and tells, in one line each, what it has shown; true where all did. */
export async function runListings(
  run: (file: string) => Promise<Outcome>,
  tell: (line: string) => void,
): Promise<boolean> {
  let isGood = true;
  for (const listing of listings) {
    const { shown, problem } = judge(listing, await run(listing.file));
    if (problem !== undefined) isGood = false;
    const verdict = problem === undefined ? 'ok    ' : 'FAILED';
    tell(`${verdict}  ${listing.file.padEnd(19)}  ${problem ?? shown}`);
  }
  return isGood;
}

function judge(
  { failsWith }: Listing,
  { code, output }: Outcome,
): { shown?: string; problem?: string } {
  const lines = output.trimEnd().split('\n');
  if (failsWith !== undefined) {
    if (code === 1 && lines.includes(failsWith))
      return { shown: `Fails, as it must: ${failsWith}` };
    return { problem: `It must end with "${failsWith}"; ${ending(code, lines)}` };
  }
  const shown = lines.findLast((line) => line.startsWith('Shown: '));
  if (code === 0 && shown !== undefined) return { shown: shown.slice('Shown: '.length) };
  return { problem: `It must end well and print a line "Shown: …"; ${ending(code, lines)}` };
}

function ending(code: number, lines: readonly string[]): string {
  return `it ended with code ${code} after:\n${lines.slice(-8).join('\n')}`;
}
