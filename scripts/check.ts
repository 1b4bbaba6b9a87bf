import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Everything that must hold before a change is published. All of it runs, whatever fails. */
const gates: [name: string, repair: string, command: string, args: string[]][] = [
  ['lint and format', 'npm run format', 'biome', ['check', '--error-on-warnings', '.']],
  [
    'format of pages and prose',
    'npm run format',
    'prettier',
    ['--check', '--log-level', 'warn', 'src/**/*.{astro,mdx}', '*.md'],
  ],
  [
    'types',
    'npm run check',
    'astro',
    ['check', '--minimumSeverity', 'warning', '--minimumFailingSeverity', 'warning'],
  ],
  ['dead code', 'npm run check', 'knip', ['--no-progress', '--treat-config-hints-as-errors']],
  ['strict build', 'npm run build -- --strict', 'node', ['scripts/build.ts', '--strict']],
];

const root = fileURLToPath(new URL('..', import.meta.url));
const environment = {
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  PATH: `${root}node_modules/.bin:${process.env.PATH}`,
};

const failed: string[] = [];
for (const [name, repair, command, args] of gates) {
  const run = spawnSync(command, args, { cwd: root, env: environment, encoding: 'utf8' });
  if (run.status === 0) {
    console.log(`ok      ${name}`);
    continue;
  }
  failed.push(`${name} (repair or see again: ${repair})`);
  console.log(`failed  ${name}\n${run.stdout}${run.stderr}${run.error?.message ?? ''}`);
}
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${gates.length} checks failed:\n  ${failed.join('\n  ')}`);
  process.exitCode = 1;
}
