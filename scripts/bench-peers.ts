import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '#lab/bench/machine.ts';
import { withLock } from '#lab/engine/lock.ts';
import { recordNameOf } from '#lab/peers/cases.ts';
import { peersCodeState } from '#lab/peers/code-state.ts';
import { installPeers, machineEffects } from '#lab/peers/install.ts';
import { measurePeers } from '#lab/peers/measure-peers.ts';
import { sizes } from '#lab/peers/networks.ts';
import { publishPeers, quickPeers } from '#lab/peers/protocol.ts';
import { peerTable } from '#lab/peers/table.ts';
import {
  readRecordIfWhole,
  recordPath,
  refuseOtherMachine,
  writeRecord,
} from '#lab/run/write-record.ts';

const usage = 'npm run bench:peers -- [--quick] [--size 256|512] [--machine NAME] [--table]';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort(new Error('interrupted')));
}

try {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      size: { type: 'string' },
      machine: { type: 'string' },
      table: { type: 'boolean', default: false },
    },
  });
  const chosen = sizes.filter((size) => values.size === undefined || values.size === String(size));
  if (chosen.length === 0) {
    throw new RangeError(
      `--size must be one of ${sizes.join(', ')}; received "${values.size}". Usage: ${usage}`,
    );
  }
  const root = fileURLToPath(new URL('..', import.meta.url));
  const protocol = values.quick ? quickPeers : publishPeers;
  const machine = describeMachine(values.machine);
  const pathOf = (size: number) =>
    recordPath(recordNameOf(size), machine.id, protocol.mode, 'native');
  if (!values.table) await measureAll(root, chosen, pathOf);
  const records = chosen.map((size) => {
    const record = readRecordIfWhole(root, pathOf(size));
    if (record === undefined) {
      throw new Error(`There is no whole record ${pathOf(size)}. Measure it: npm run bench:peers`);
    }
    return record;
  });
  const table = peerTable(records);
  process.stdout.write(`\n${table}`);
  if (!values.table) {
    const file = join(root, '.peers', values.quick ? 'table-quick.md' : 'table.md');
    writeFileSync(file, table);
    process.stdout.write(`\nwritten: ${file}\n`);
  }

  async function measureAll(
    checkout: string,
    which: readonly number[],
    path: (size: number) => string,
  ): Promise<void> {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const { signal } = interruption;
    for (const size of which) refuseOtherMachine(checkout, path(size), machine);
    const { python } = await installPeers(checkout, say, machineEffects(checkout, signal));
    const code = await peersCodeState(checkout);
    const waiting = ({ pid }: { pid: number }) =>
      say(`Another measurement (process ${pid}) is running in this checkout; waiting for it.`);
    let last = '';
    const work = async () => {
      for (const dModel of which) {
        const { record, forget } = await measurePeers({
          root: checkout,
          dModel,
          python,
          protocol,
          machine,
          code,
          freshSeed: () => randomInt(2 ** 31),
          now: () => new Date(),
          tell({ block, blocks }) {
            const line = `d = ${dModel}  block ${block} of ${blocks}`;
            if (line !== last) say(line);
            last = line;
          },
          fail: (caseId, reason) =>
            say(
              `${caseId} is left out: ${reason}\n` +
                '  If its library is broken, remove the folder .peers and run npm run bench:peers again.',
            ),
          signal,
        });
        writeRecord(checkout, path(dModel), record);
        forget();
        say(`written: ${path(dModel)}`);
      }
    };
    await withLock(join(checkout, '.measure/lock'), waiting, work, signal);
  }
} catch (error) {
  if (interruption.signal.aborted) {
    process.stderr.write(
      '\nInterrupted. Finished blocks are kept: the same command goes on from there.\n',
    );
    process.exit(130);
  }
  process.stderr.write(`\n${(error as Error).message}\n`);
  if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`Usage: ${usage}\n`);
  }
  process.exit(1);
}
