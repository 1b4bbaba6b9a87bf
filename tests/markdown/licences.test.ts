import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { licencesText, packageOf } from '../../src/markdown/licences.ts';

function folderWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'licences-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
const packageFile = (license?: string) => JSON.stringify({ version: '1.2.3', license });
const font = { 'src/styles/fonts/serif-OFL.txt': 'Open Font Licence\r\n' };

it.each([
  ['/a/node_modules/chart.js/dist/chart.js', 'chart.js'],
  ['/a/node_modules/@tensorflow/tfjs-core/dist/x.js', '@tensorflow/tfjs-core'],
  ['/a/node_modules/one/node_modules/two/x.js', 'two'],
  ['C:\\a\\node_modules\\long\\x.js', 'long'],
  ['/a/src/browser/page.ts', undefined],
])('the module %s belongs to %s', (id, name) => {
  expect(packageOf(id)).toBe(name);
});

it('lists each text once, under all that are under it', () => {
  const root = folderWith({
    ...font,
    'node_modules/one/package.json': packageFile('MIT'),
    'node_modules/one/LICENSE': 'Terms.',
    'node_modules/two/package.json': packageFile('MIT'),
  });
  expect(licencesText(root, ['one', 'two'])).toMatch(
    /one 1\.2\.3 \(MIT\)\ntwo 1\.2\.3 \(MIT\)\n\nTerms\.\n\n-{80}\n\nthe font serif \(OFL-1\.1\)\n\nOpen Font Licence\n$/,
  );
});

it('refuses what may not be passed on: no licence, or none that can be read', () => {
  const root = folderWith({
    ...font,
    'node_modules/bare/package.json': packageFile(),
    'node_modules/odd/package.json': packageFile('Odd-1.0'),
  });
  expect(() => licencesText(root, ['bare'])).toThrow('bare names no licence in its package.json.');
  expect(() => licencesText(root, ['odd'])).toThrow('under Odd-1.0, whose text is in no package');
});
