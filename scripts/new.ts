import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newExperiment } from '#authoring/scaffold/new-experiment.ts';
import { newFigure } from '#authoring/scaffold/new-figure.ts';
import { ScaffoldError } from '#authoring/scaffold/new-file.ts';
import { newPost } from '#authoring/scaffold/new-post.ts';
import { isLocale, type Locale, locales } from '#i18n/locales.ts';
import { loadExperiment } from '#lab/run/load-experiments.ts';

const usage = `npm run new -- post SLUG [--only LANGUAGE]
npm run new -- experiment NAME
npm run new -- figure NAME
  post         the draft of a post, src/content/posts/SLUG/, in every language (${locales.join(', ')})
               --only LANGUAGE   in this one alone
  experiment   src/lab/experiments/NAME.ts, which measures at once
  figure       src/figures/NAME.ts: what is published of the experiment NAME
Exit code: 0 made; 1 it cannot be made; 2 wrong arguments.`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What can be made, and what to do next with it. */
const kinds: Readonly<
  Record<string, (name: string, languages: readonly Locale[]) => Promise<string>>
> = {
  async post(slug, languages) {
    const made = newPost(root, slug, new Date(), languages);
    return `${made.join('\n')}\nSee it while you write: npm run dev`;
  },
  async experiment(name) {
    const made = formatted(newExperiment(root, name));
    return `${made}\nTry it: npm run measure -- ${name} --quick\nPublish it: npm run new -- figure ${name}`;
  },
  async figure(name) {
    const made = formatted(newFigure(root, await loadExperiment(name)));
    return `${made}\nMeasure it for publication: npm run measure -- ${name}`;
  },
};

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [kind = '', name, ...more] = positionals;
  const { only, help } = values;
  const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (help === true) {
    process.stdout.write(`${usage}\n`);
  } else if (make === undefined || name === undefined || more.length > 0) {
    const expected = Object.keys(kinds).join(', ');
    refuse(`Expected one of ${expected} and a name; received "${positionals.join(' ')}".`);
  } else if (only !== undefined && (!isLocale(only) || kind !== 'post')) {
    refuse(
      `--only takes a post's language, ${locales.join(' or ')}; received "${only}" for a ${kind}.`,
    );
  } else {
    process.stdout.write(`${await make(name, only === undefined ? locales : [only as Locale])}\n`);
  }
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (isUsage) refuse((error as Error).message);
  else if (error instanceof ScaffoldError || error instanceof RangeError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}

/** Gives code that was just made the form that `npm run check` asks for; returns its paths as lines. */
function formatted(paths: string[]): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  spawnSync(process.execPath, [biome, 'check', '--write', ...paths], { cwd: root });
  return paths.join('\n');
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n\n${usage}\n`);
  process.exitCode = 2;
}
