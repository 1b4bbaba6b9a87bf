import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

it('every package has its reason and licence in CONTRIBUTING, and nothing else has', () => {
  const direct = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  const rows = [
    ...read('CONTRIBUTING.md').matchAll(
      /^\| `([^`]+)` +\| ([^|\n]+)\|[^|\n]*\|[^|\n]*\|[^|\n]*\| ([^|\n]+)\|$/gm,
    ),
  ];
  expect(rows.map(([, name]) => name).sort()).toEqual(direct.sort());
  const licence = (name: string) =>
    (JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string }).license;
  for (const [, name = '', reason = '', terms = ''] of rows) {
    expect(reason.trim().length, name).toBeGreaterThan(3);
    expect(terms.trim(), name).toBe(licence(name));
  }
});

it('only two packages may run a script when they are installed', () => {
  const allowed = Object.entries(manifest.allowScripts ?? {}).filter(([, may]) => may);
  expect(allowed.map(([name]) => name).sort()).toEqual(['esbuild', 'node']);
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const wanting = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(wanting.filter((name) => !(name in (manifest.allowScripts ?? {})))).toEqual([]);
});
