import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';

/** Packages that come to readers otherwise than as a module: style sheets with fonts; the search. */
const besides = ['katex', 'pagefind'];
const fontsFolder = 'src/styles/fonts';

const sent = new Set<string>();

/** Notes each package of which a part is sent to readers; for pages and for their workers. */
export function notePackages(): Plugin {
  return {
    name: 'note-packages',
    generateBundle(_options, bundle) {
      // The other environments render pages; what they are made of stays behind.
      if (this.environment.name !== 'client') return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const name = packageOf(id);
          if (name !== undefined) sent.add(name);
        }
      }
    },
  };
}

/** The package that a module's file belongs to: of several folders of packages, the innermost. */
export function packageOf(id: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
}

/** After the build, writes `licences.txt`: whose work comes with the site, and under which terms. */
export function writeLicences(): AstroIntegration {
  let root = '';
  return {
    name: 'write-licences',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
      },
      'astro:build:done': ({ dir }) => {
        const packages = [...new Set([...sent, ...besides])].sort();
        const text = licencesText(root, packages);
        writeFileSync(join(fileURLToPath(dir), 'licences.txt'), text);
      },
    },
  };
}

interface Licensed {
  name: string;
  terms: string;
  text: string | undefined;
}

/**
 * The licences of packages and of the fonts, each text once. Throws where a package names no licence,
 * or one whose text is nowhere to be found.
 */
export function licencesText(root: string, packages: readonly string[]): string {
  const all = [...packages.map((name) => licenceOf(root, name)), ...fontLicences(root)];
  const texts = new Map<string, string[]>();
  for (const { name, terms, text } of all) {
    // Some packages name a licence and leave out its text, which others under the same one carry.
    const found = text ?? all.find((other) => other.terms === terms && other.text)?.text;
    if (found === undefined) {
      throw new Error(
        `${name} is sent to readers under ${terms}, whose text is in no package. ` +
          'Expected a LICENSE file in it, or in another package under the same licence.',
      );
    }
    texts.set(found, [...(texts.get(found) ?? []), `${name} (${terms})`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `What comes with this site and was made by others.\n${line}${parts.join(line)}`;
}

function licenceOf(root: string, name: string): Licensed {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  if (typeof license !== 'string') throw new Error(`${name} names no licence in its package.json.`);
  const file = readdirSync(folder, { withFileTypes: true }).find(
    (each) => each.isFile() && /^(?:licen[cs]e|copying)\b/i.test(each.name),
  )?.name;
  return {
    name: `${name} ${version}`,
    terms: license,
    text: file && tidy(readFileSync(join(folder, file), 'utf8')),
  };
}

function fontLicences(root: string): Licensed[] {
  return readdirSync(join(root, fontsFolder))
    .filter((file) => file.endsWith('-OFL.txt'))
    .sort()
    .map((file) => ({
      name: `the font ${file.replace('-OFL.txt', '')}`,
      terms: 'OFL-1.1',
      text: tidy(readFileSync(join(root, fontsFolder, file), 'utf8')),
    }));
}

function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
