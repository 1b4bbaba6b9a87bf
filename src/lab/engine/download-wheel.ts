import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './failures.ts';
import { wheel } from './pins.ts';
import type { Work } from './step.ts';
import { runStep } from './step.ts';

/** The size in bytes of all files under a folder; a file that vanishes meanwhile counts nothing. */
async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Downloads the pinned wheel with pip, which verifies its hash; returns the path of the file. */
export async function downloadWheel({ folder, report, signal }: Work): Promise<string> {
  const step = `Downloading ${wheel.name} ${wheel.version}`;
  const target = join(folder, 'wheel');
  const partial = join(folder, 'partial');
  await Promise.all([mkdir(target), mkdir(partial)]);
  const requirements = join(folder, 'requirements');
  await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  let doneBytes = 0;
  const show = async () => {
    // pip copies the finished file and then removes its temporary one: never count backwards.
    doneBytes = Math.max(doneBytes, await bytesUnder(partial));
    report({ step, doneBytes, totalBytes: wheel.bytes });
  };
  await show();
  const watch = setInterval(() => void show(), 400);
  try {
    await runStep(
      'download',
      'python3',
      [
        ...['-m', 'pip', 'download', '--no-input', '--disable-pip-version-check'],
        ...['--progress-bar', 'off', '--no-cache-dir', '--retries', '2', '--timeout', '20'],
        ...['--require-hashes', '--no-deps', '--only-binary=:all:', '--python-version', '3.11'],
        ...['--implementation', 'cp', '--abi', 'cp311', '--platform', 'manylinux_2_17_x86_64'],
        ...['--platform', 'manylinux2014_x86_64', '--dest', target, '--requirement', requirements],
      ],
      {
        cwd: folder,
        env: { ...process.env, TMPDIR: partial, PIP_REQUIRE_VIRTUALENV: '0' },
        signal,
      },
    );
  } finally {
    clearInterval(watch);
  }
  await rm(partial, { recursive: true, force: true });
  const file = (await readdir(target)).find((name) => name.endsWith('.whl'));
  if (file === undefined) {
    throw new EngineError(
      `pip ended without ${wheel.name} ${wheel.version}: update pip and run npm run engine again.`,
    );
  }
  report({ step, doneBytes: wheel.bytes, totalBytes: wheel.bytes });
  return join(target, file);
}
