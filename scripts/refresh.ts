import { parseArgs } from 'node:util';
import { experimentNames } from '#lab/run/load-experiments.ts';
import { runScript } from './run-script.ts';

// npm run refresh [-- --all]: measures what is stale (or everything) on this machine, tells
// what moved since the last commit, then builds.
try {
  const { values } = parseArgs({ options: { all: { type: 'boolean' } } });
  const succeeded =
    runScript('engine') &&
    runScript('measure', values.all ? experimentNames() : []) &&
    runScript('report', ['--summary']) &&
    runScript('build');
  process.exitCode = succeeded ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
