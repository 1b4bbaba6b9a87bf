import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NewPostError, newPost } from '#authoring/new-post.ts';
import { isLocale, locales } from '#i18n/locales.ts';

const usage = `npm run new -- post SLUG [--only LANGUAGE]
  Makes the draft of a post, src/content/posts/SLUG/, in every language (${locales.join(', ')}).
  --only LANGUAGE   in this one alone
Exit code: 0 made; 1 it cannot be made; 2 wrong arguments.`;

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [kind, slug, ...more] = positionals;
  const { only, help } = values;
  if (help === true) {
    process.stdout.write(`${usage}\n`);
  } else if (kind !== 'post' || slug === undefined || more.length > 0) {
    refuse(`Expected "post" and a name; received ${JSON.stringify(positionals.join(' '))}.`);
  } else if (only !== undefined && !isLocale(only)) {
    refuse(`Expected a language, ${locales.join(' or ')}; received "${only}".`);
  } else {
    const made = newPost(root, slug, new Date(), only === undefined ? locales : [only]);
    process.stdout.write(`${made.join('\n')}\nSee it while you write: npm run dev\n`);
  }
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (isUsage) refuse((error as Error).message);
  else if (error instanceof NewPostError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n\n${usage}\n`);
  process.exitCode = 2;
}
