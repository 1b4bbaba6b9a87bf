import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '#lab/engine/lock.ts';
import { publishMeasurement } from '#lab/run/publish-measurement.ts';
import { processRunner } from '#lab/run/run-child.ts';
import { sampleOptions } from './scripted-children.ts';

// Measures the sample experiment in the folder that is given, in real processes that answer at once.

const [root = ''] = process.argv.slice(2);
const child = fileURLToPath(new URL('./answering-child.ts', import.meta.url));
const options = sampleOptions(root, {
  runChild: processRunner(child),
  now: () => new Date(),
  tell: (line) => process.stdout.write(`${line}\n`),
});
const work = () => publishMeasurement(options, 'src/results/sample/local.json', () => {});
try {
  await withLock(join(root, '.measure/lock'), () => {}, work);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
