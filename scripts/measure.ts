import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appendHistory } from '#authoring/append-history.ts';
import { loadFamilies } from '#authoring/read-catalogue.ts';
import type { BackendId } from '#lab/backends/backend.ts';
import { backendIds } from '#lab/backends/open-backend.ts';
import { describeMachine } from '#lab/bench/machine.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';
import { diagnose, diagnosisText, examineMachine } from '#lab/run/doctor.ts';
import { jsonReport } from '#lab/run/json-report.ts';
import { type MeasureRequest, measure } from '#lab/run/measure.ts';
import { parseShard } from '#lab/run/shard.ts';
import { terminalReport } from '#lab/run/terminal-report.ts';

const usage = `npm run measure -- [experiment…] [options]
  --quick              a short measurement for this machine alone (local.json)
  --add                further blocks, of another day, for records that are there
  --confirm            shows that changed code is as fast as its record says, and renews the record
  --backend ID         native, wasm or plain (the last two with --quick)
  --machine NAME       the machine's name, if not made of its cores and processor
  --threads N          threads of the role "all", if not as many as there are cores
  --shard I/N          only the I-th of N shares of the experiments
  --dry-run            shows what would be measured, why, and how long it would take
  --doctor             shows whether this machine can measure, and why not
  --json               one JSON object a line
Exit code: 0 all is measured or fresh; 1 an error; 2 wrong arguments; 3 a record was not published
(a case failed, the machine was too noisy, or the code is not confirmed); 130 interrupted.`;

class UsageError extends Error {}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort());
}
const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const { values, positionals } = readArguments();
  if (values.help) {
    process.stdout.write(`${usage}\n`);
  } else if (values.doctor) {
    const findings = diagnose(examineMachine(describeMachine(), nativeEngineStatus(root)));
    process.stdout.write(`${diagnosisText(findings)}\n`);
    process.exitCode = findings.some(({ problem }) => problem !== undefined) ? 3 : 0;
  } else {
    process.exitCode = (await measureAsAsked(requestOf(values, positionals), values.json)) ? 0 : 3;
  }
} catch (error) {
  if (interruption.signal.aborted) {
    process.stderr.write(
      '\nInterrupted. What is finished is kept: the same command goes on from there.\n',
    );
    process.exit(130);
  }
  const isUsage = error instanceof UsageError;
  process.stderr.write(`\n${(error as Error).message}\n${isUsage ? `\n${usage}\n` : ''}`);
  process.exit(isUsage ? 2 : 1);
}

async function measureAsAsked(request: MeasureRequest, json: boolean): Promise<boolean> {
  const families = await loadFamilies(root);
  const write = (text: string) => process.stdout.write(text);
  const report = json ? jsonReport(write) : terminalReport(process.stdout);
  return measure(request, {
    ...report,
    written(path, record) {
      report.written(path, record);
      const family = families.find((each) => each.experiment === record.experiment);
      if (record.mode === 'publish' && family !== undefined) appendHistory(root, family, record);
    },
  });
}

function readArguments() {
  const no = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        quick: no,
        add: no,
        confirm: no,
        'dry-run': no,
        doctor: no,
        json: no,
        help: no,
        backend: text,
        machine: text,
        threads: text,
        shard: text,
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

type Values = ReturnType<typeof readArguments>['values'];

function requestOf(values: Values, names: readonly string[]): MeasureRequest {
  const purposes = (['quick', 'add', 'confirm'] as const).filter((name) => values[name]);
  if (purposes.length > 1) {
    throw new UsageError(`Only one of --${purposes.join(' and --')} can be asked for at a time.`);
  }
  const { backend, machine, threads } = values;
  if (backend !== undefined && !backendIds.some((id) => id === backend)) {
    throw new UsageError(
      `There is no backend "${backend}"; expected one of ${backendIds.join(', ')}.`,
    );
  }
  if (machine !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(machine)) {
    throw new UsageError(
      `"${machine}" cannot name a machine; expected lower-case letters, digits and hyphens.`,
    );
  }
  const cores = availableParallelism();
  if (threads !== undefined && !(Number.isInteger(Number(threads)) && Number(threads) >= 1)) {
    throw new UsageError(`--threads ${threads} is no number of threads; expected 1 to ${cores}.`);
  }
  return {
    root,
    names,
    purpose: purposes[0] ?? 'publish',
    backend: backend as BackendId | undefined,
    machine,
    threads: threads === undefined ? undefined : Number(threads),
    shard: values.shard === undefined ? undefined : parseShard(values.shard),
    dryRun: values['dry-run'],
    signal: interruption.signal,
  };
}
