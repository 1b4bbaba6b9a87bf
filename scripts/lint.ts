import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inspect } from '#authoring/inspect.ts';
import { countedProblems, mend, problemsIn, workflowCommand } from '#authoring/lint.ts';
import { formatProblems } from '#authoring/problem.ts';
import { site } from '../site.config.ts';

const formats = ['text', 'json', 'github'];
const usage = `npm run lint -- [post or file…] [options]
  Checks all posts and pages, drafts too, without rendering them: every problem at once, by file, as
  file:line:column and a sentence.
  --fix              repairs what is safe to repair, and shows the rest
  --orphans          lists the quantities that nothing quotes, instead
  --format FORMAT    text; json, an object a line; github, marks on a pull request
Exit code: 0 nothing to repair; 1 problems; 2 wrong arguments.`;

const root = fileURLToPath(new URL('..', import.meta.url));
const options = { primaryMachines: site.primaryMachines, showLocal: true, preview: true };

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fix: { type: 'boolean' },
      orphans: { type: 'boolean' },
      format: { type: 'string', default: 'text' },
      help: { type: 'boolean' },
    },
  });
  if (!formats.includes(values.format)) {
    throw new RangeError(`Expected a format, ${formats.join(', ')}; received "${values.format}".`);
  }
  if (values.help) process.stdout.write(`${usage}\n`);
  else if (values.orphans) {
    const { orphans } = await inspect(root, options);
    process.stdout.write(`${[...orphans, `${orphans.length} in all.`].join('\n')}\n`);
  } else process.exitCode = (await lint(positionals, values.format, values.fix ?? false)) ? 0 : 1;
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof RangeError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${message}\n\n${usage}\n`);
  process.exitCode = 2;
}

async function lint(wanted: readonly string[], format: string, fix: boolean): Promise<boolean> {
  let { folders, problems, dataProblems } = await inspect(root, options);
  const files = folders.flatMap(({ posts }) => posts.map(({ file }) => file));
  let found = problemsIn(problems, wanted, files);
  if (fix) {
    const mended = mend(root, found);
    if (mended > 0) process.stderr.write(`Repaired: ${mended}.\n`);
    ({ problems, dataProblems } = await inspect(root, options));
    found = problemsIn(problems, wanted, files);
  }
  if (format === 'json') {
    for (const problem of found) process.stdout.write(`${JSON.stringify(problem)}\n`);
  } else if (format === 'github') {
    for (const problem of found) process.stdout.write(`${workflowCommand(problem)}\n`);
  } else {
    const parts = [...dataProblems, formatProblems(found)].filter((part) => part !== '');
    const last = found.length > 0 ? countedProblems(found) : '';
    const clean = `Nothing to repair in ${files.length} files.`;
    const lines = parts.length > 0 ? [...parts, last].filter((part) => part !== '') : [clean];
    process.stdout.write(`${lines.join('\n\n')}\n`);
  }
  return found.length === 0 && dataProblems.length === 0;
}
