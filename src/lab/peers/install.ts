import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, runCommand } from '#lab/engine/run-command.ts';

/** Why the peers cannot be had, in one sentence with its repair. */
export class PeersMissingError extends Error {
  override name = 'PeersMissingError';
}

/** What installing needs of the machine; tests pass their own. */
export interface InstallEffects {
  run(command: string, args: readonly string[], onLine?: (line: string) => void): Promise<Outcome>;
  freeBytes(folder: string): number;
}

const requirementsFile = 'src/lab/peers/requirements.txt';
const again = 'run npm run bench:peers again';
const neededBytes = 9e9; // PyTorch's wheel brings CUDA libraries, which are not used: about 7 GB.

/** The machine as it is. */
export function machineEffects(root: string, signal?: AbortSignal): InstallEffects {
  return {
    run: (command, args, onLine) =>
      runCommand(command, args, {
        cwd: root,
        ...(signal && { signal }),
        ...(onLine && { onLine }),
      }),
    freeBytes(folder) {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
  };
}

/**
 * Makes sure that `.peers/env` is a Python environment with the required versions, and returns its
 * Python. One that fits is taken as it is; a stamp beside it spares the check the next time.
 */
export async function installPeers(
  root: string,
  tell: (line: string) => void,
  { run, freeBytes }: InstallEffects,
): Promise<{ python: string; did: 'nothing' | 'adopted' | 'installed' }> {
  const home = join(root, '.peers');
  const [binaries, name] =
    process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const python = join(home, 'env', binaries, name);
  const requirements = readFileSync(join(root, requirementsFile), 'utf8');
  const stampFile = join(home, 'requirements.sha256');
  const stamp = createHash('sha256').update(requirements).digest('hex');
  const isStamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp;
  if (existsSync(python)) {
    if (isStamped) return { python, did: 'nothing' };
    tell('Checking the Python environment in .peers/env');
    if (await fits(python, requirements, run)) {
      writeFileSync(stampFile, `${stamp}\n`);
      return { python, did: 'adopted' };
    }
  }
  mkdirSync(home, { recursive: true });
  const free = freeBytes(home);
  if (free < neededBytes) {
    throw new PeersMissingError(
      `TensorFlow, Keras and PyTorch need about 7 GB in .peers (9 GB while they are unpacked); ` +
        `${(free / 1e9).toFixed(1)} GB are free. Free some space and ${again}.`,
    );
  }
  tell('Making a Python environment in .peers/env for TensorFlow, Keras and PyTorch (about 7 GB)');
  await step(run('python3', ['-m', 'venv', join(home, 'env')]));
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r'];
  await step(run(python, [...args, join(root, requirementsFile)], (line) => tell(line.trim())));
  if (!(await fits(python, requirements, run))) {
    throw new PeersMissingError(
      `pip installed ${requirementsFile}, but the versions in .peers/env are not those. ` +
        `Remove the folder .peers/env and ${again}.`,
    );
  }
  writeFileSync(stampFile, `${stamp}\n`);
  return { python, did: 'installed' };
}

/** `tensorflow-cpu==2.18.1` to its name and version. */
export function readRequirements(text: string): { name: string; version: string }[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name, version] = line.split('==');
      if (name === undefined || version === undefined) {
        throw new PeersMissingError(
          `${requirementsFile} must pin every package as NAME==VERSION; received "${line}".`,
        );
      }
      return { name, version };
    });
}

async function fits(
  python: string,
  requirements: string,
  run: InstallEffects['run'],
): Promise<boolean> {
  const pins = readRequirements(requirements);
  const print = 'import importlib.metadata as m, sys; [print(m.version(n)) for n in sys.argv[1:]]';
  const { code, output } = await run(python, ['-c', print, ...pins.map((each) => each.name)]);
  // PyTorch adds its build, as in 2.15.0+cu132.
  const found = output.trim().split('\n');
  return code === 0 && pins.every(({ version }, at) => found[at]?.split('+')[0] === version);
}

async function step(outcome: Promise<Outcome>): Promise<void> {
  const { code, output } = await outcome;
  if (code !== 0) throw new PeersMissingError(explain(output, code));
}

function explain(output: string, code: number): string {
  if (code === 127 || /ENOENT/.test(output)) {
    return `There is no python3 here: install Python 3.10 to 3.12 and ${again}.`;
  }
  if (/ensurepip|No module named venv/.test(output)) {
    return `This Python cannot make an environment (Debian: apt-get install python3-venv); then ${again}.`;
  }
  if (/No space left on device|ENOSPC/i.test(output)) {
    return `The disk filled up: free about 9 GB and ${again}.`;
  }
  if (
    /Max retries|NewConnection|Temporary failure|unreachable|ProxyError|timed out/i.test(output)
  ) {
    return `The network did not give the packages: check the connection, or pip's proxy and index, and ${again}.`;
  }
  if (/No matching distribution/.test(output)) {
    return `The package index has no such version for this Python (3.10 to 3.12 are known to fit), or another index is configured: repair that and ${again}.`;
  }
  const lines = output.trim().split('\n');
  const telling = lines.filter((line) => /error/i.test(line)).at(-1) ?? lines.at(-1) ?? '';
  return `Installing the peers failed (${telling.trim().slice(0, 200)}): repair that and ${again}.`;
}
