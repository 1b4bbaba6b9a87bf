import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appendHistory } from '#authoring/append-history.ts';
import { loadFamilies } from '#authoring/read-catalogue.ts';
import type { BackendId } from '#lab/backends/backend.ts';
import { backendIds } from '#lab/backends/open-backend.ts';
import type { MeasureReport } from '#lab/run/measure.ts';
import { measure } from '#lab/run/measure.ts';
import { terminalReport } from '#lab/run/terminal-report.ts';

const usage =
  'npm run measure -- [experiment…] [--quick] [--backend native|wasm|plain] [--machine NAME] [--dry-run]';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort());
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      backend: { type: 'string' },
      machine: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const backend = values.backend as BackendId | undefined;
  if (backend !== undefined && !backendIds.includes(backend)) {
    throw new RangeError(
      `There is no backend "${backend}"; expected one of ${backendIds.join(', ')}.`,
    );
  }
  if (values.machine !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(values.machine)) {
    throw new RangeError(
      `"${values.machine}" cannot name a machine; expected lower-case letters, digits and hyphens.`,
    );
  }
  const root = fileURLToPath(new URL('..', import.meta.url));
  const families = await loadFamilies(root);
  const terminal = terminalReport(process.stdout);
  const report: MeasureReport = {
    ...terminal,
    written(path, record) {
      terminal.written(path, record);
      const family = families.find((each) => each.experiment === record.experiment);
      if (record.mode === 'publish' && family !== undefined) appendHistory(root, family, record);
    },
  };
  await measure(
    {
      root,
      names: positionals,
      quick: values.quick,
      backend,
      machine: values.machine,
      dryRun: values['dry-run'],
      signal: interruption.signal,
    },
    report,
  );
} catch (error) {
  if (interruption.signal.aborted) {
    process.stderr.write(
      '\nInterrupted. What is finished is kept: the same command goes on from there.\n',
    );
    process.exit(130);
  }
  process.stderr.write(`\n${(error as Error).message}\n`);
  if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`Usage: ${usage}\n`);
  }
  process.exit(1);
}
