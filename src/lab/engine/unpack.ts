import { join } from 'node:path';
import type { Work } from './step.ts';
import { runStep } from './step.ts';

/** Unpacks the needed part of an archive into a folder; the wheel's is large and shows progress. */
export async function unpack(
  kind: 'wheel' | 'headers',
  archive: string,
  target: string,
  { folder, report, signal }: Work,
): Promise<void> {
  const step = kind === 'wheel' ? 'Unpacking the library' : "Unpacking Node's headers";
  if (kind === 'headers') report({ step });
  await runStep(
    'unpack',
    'python3',
    [join(import.meta.dirname, 'unpack.py'), kind, archive, target],
    {
      cwd: folder,
      signal,
      onLine: (line) => {
        const [doneBytes, totalBytes] = line.split(' ').map(Number);
        if (Number.isFinite(doneBytes) && Number.isFinite(totalBytes)) {
          report({ step, doneBytes, totalBytes });
        }
      },
    },
  );
}
