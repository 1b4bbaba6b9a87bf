import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appendHistory } from '#authoring/append-history.ts';
import { loadFamilies } from '#authoring/read-catalogue.ts';
import { nativeCodeState } from '#lab/run/code-state.ts';
import { mergeRecords } from '#lab/run/merge/merge-records.ts';
import { mergeText } from '#lab/run/merge/merge-text.ts';

const usage = `npm run merge -- FOLDER [--dry-run]
  Takes the records of other machines out of a folder: a clone, or what its machines have sent,
  <experiment>/<machine>.json at any depth, or a browser's <experiment>.<machine>.json. Each is
  checked; one that is refused, and none is taken.
  --dry-run   shows what would be taken, and takes nothing
Exit code: 0 taken, or nothing to take; 1 an error; 2 wrong arguments; 3 a record was refused.`;

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const { folder, dryRun, help } = readArguments();
  if (help) process.stdout.write(`${usage}\n`);
  else process.exitCode = (await merge(folder, dryRun)) ? 0 : 3;
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`${(error as Error).message}\n${isUsage ? `\n${usage}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}

async function merge(folder: string, dryRun: boolean): Promise<boolean> {
  const families = await loadFamilies(root);
  return mergeRecords(
    { root, folder, dryRun, now: new Date(), codeOf: (each) => nativeCodeState(root, each) },
    {
      notice: (line) => process.stderr.write(`${line}\n`),
      judged: (all) => process.stdout.write(mergeText(all, folder, dryRun)),
      written(_path, record) {
        const family = families.find(({ experiment }) => experiment === record.experiment);
        // A browser measures a part of the cases: too few for the quantities of a history.
        if (family !== undefined && record.browser === undefined)
          appendHistory(root, family, record);
      },
    },
  );
}

function readArguments(): { folder: string; dryRun: boolean; help: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const help = values.help === true;
  const [folder, ...more] = positionals;
  if (!help && (folder === undefined || more.length > 0)) {
    throw Object.assign(new Error(`Expected one folder; received ${positionals.length}.`), {
      code: 'ERR_PARSE_ARGS_FOLDER',
    });
  }
  return { folder: folder ?? '', dryRun: values['dry-run'] === true, help };
}
