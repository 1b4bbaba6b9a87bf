import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What cannot be made. The message says what was received, what is expected, and what to do. */
export class ScaffoldError extends Error {
  override name = 'ScaffoldError';
}

/** Throws unless a name may stand in an address and in the name of a file; `command` made it. */
export function refuseName(name: string, command: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return;
  const nearest = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  throw new ScaffoldError(
    `"${name}" cannot stand in an address. Expected small letters and digits, joined by hyphens: ` +
      `npm run new -- ${command} ${nearest === '' ? 'a-name' : nearest}`,
  );
}

/** Throws where there is something already. `path` is from the root of the repository. */
export function refuseExisting(root: string, path: string): void {
  if (!existsSync(join(root, path))) return;
  throw new ScaffoldError(`${path} is there already. Edit it, or choose another name.`);
}

/** Writes a file that is not there yet, whole. */
export function writeNewFile(root: string, path: string, text: string): void {
  refuseExisting(root, path);
  const draft = join(root, dirname(path), `.new-${process.pid}.tmp`);
  mkdirSync(dirname(draft), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, join(root, path));
}

/** A template of this folder with each `«WORD»` replaced. Throws where one is left. */
export function fillTemplate(name: string, words: Readonly<Record<string, string>>): string {
  const text = readFileSync(new URL(`templates/${name}.template`, import.meta.url), 'utf8');
  return text.replaceAll(/«(\w+)»/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`The template ${name} asks for «${word}».`);
    return value;
  });
}
