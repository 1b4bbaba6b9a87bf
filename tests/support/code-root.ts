import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with what decides how a post is compiled, and with one file of code. */
export function makeCodeRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'code-'));
  for (const name of ['package-lock.json', 'astro.config.mjs', 'site.config.ts']) {
    cpSync(join(checkout, name), join(root, name));
  }
  for (const name of [
    'authoring',
    'content',
    'figures',
    'i18n',
    'incremental',
    'markdown',
    'results',
  ]) {
    mkdirSync(join(root, 'src', name), { recursive: true });
  }
  writeFileSync(join(root, 'src/markdown/plugin.ts'), 'export {};\n');
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  return root;
}
