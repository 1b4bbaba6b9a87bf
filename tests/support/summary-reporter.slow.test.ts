import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const reporter = JSON.stringify(join(root, 'tests/support/summary-reporter.ts'));
  const config = [
    `import { SummaryReporter } from ${reporter};`,
    "export default { test: { reporters: ['default', new SummaryReporter()] } };",
  ];
  writeFileSync(join(folder, 'vitest.config.ts'), config.join('\n'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Status and last line of a run over test files given by name. */
function run(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    encoding: 'utf8',
    env: { ...process.env, VITEST: '', VITEST_POOL_ID: '', VITEST_WORKER_ID: '' },
  });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

const good = "import { expect, it } from 'vitest';\nit('holds', () => expect(1).toBe(1));\n";

it('ends a run with the counts of its tests', () => {
  expect(run({ 'a.test.ts': good })).toEqual({ status: 0, last: '1 passed, 0 failed' });
});

it('counts a file that fails outside its tests as failed, and says what was skipped', () => {
  const files = {
    'a.test.ts': `${good}it('fails', () => expect(1).toBe(2));\nit.skip('later', () => {});\n`,
    'b.test.ts': "throw new Error('while loading');\n",
  };
  expect(run(files)).toEqual({ status: 1, last: '1 passed, 2 failed, 1 skipped' });
});
