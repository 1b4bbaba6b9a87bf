import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadFamilies, readRecordTexts } from '#authoring/read-catalogue.ts';
import { readPosts } from '#authoring/read-posts.ts';
import { findCommit, recordTextsAt } from '#authoring/report/committed-records.ts';
import { makeReport } from '#authoring/report/make-report.ts';
import { markdownReport } from '#authoring/report/markdown-report.ts';
import { textReport } from '#authoring/report/text-report.ts';
import { site } from '../site.config.ts';

const usage = `npm run report -- [options]
  --since COMMIT    the older state; HEAD if not given
  --format FORMAT   text, or markdown for a pull request
  --machine ID      the machine whose records are compared, if not the primary ones, one by one
  --summary         without what stayed and without the sentences
Exit code: 0 reported; 1 an error; 2 wrong arguments.`;

const formats = { text: textReport, markdown: markdownReport };
const root = fileURLToPath(new URL('..', import.meta.url));

/** Prints an error and ends with an exit code. */
function fail(message: string, exitCode: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}

const given = readArguments();
if (given.help) process.stdout.write(`${usage}\n`);
else if (given.problem !== undefined) fail(`${given.problem}\n\n${usage}`, 2);
else {
  try {
    process.stdout.write(await report(given));
  } catch (error) {
    fail((error as Error).message, 1);
  }
}

async function report({ since, machine, format, summary }: ReturnType<typeof readArguments>) {
  const commit = findCommit(root, since);
  const texts = { old: recordTextsAt(root, commit), now: readRecordTexts(root) };
  const posts = readPosts(root).folders.flatMap((folder) => folder.posts);
  const families = await loadFamilies(root);
  const machines: readonly string[] = machine === undefined ? site.primaryMachines : [machine];
  const others = site.primaryMachines;
  return machines
    .map((each) => makeReport({ since: commit, machine: each, others, families, posts, texts }))
    .map((made) => formats[format](made, { summary }))
    .join('\n');
}

function readArguments() {
  const defaults = {
    since: 'HEAD',
    machine: undefined as string | undefined,
    format: 'text' as keyof typeof formats,
    summary: false,
    help: false,
    problem: undefined as string | undefined,
  };
  try {
    const { values } = parseArgs({
      options: {
        since: { type: 'string' },
        machine: { type: 'string' },
        format: { type: 'string' },
        summary: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const format = values.format ?? 'text';
    if (!Object.hasOwn(formats, format)) {
      return { ...defaults, problem: `--format: expected text or markdown; received "${format}"` };
    }
    return { ...defaults, ...values, format: format as keyof typeof formats };
  } catch (error) {
    return { ...defaults, problem: (error as Error).message };
  }
}
