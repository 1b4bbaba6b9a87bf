import { existsSync, readFileSync } from 'node:fs';
import { lstat, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { EngineError } from './failures.ts';
import type { Layout } from './layout.ts';
import { tfjsNode } from './pins.ts';
import type { Report } from './progress.ts';
import { runStep } from './step.ts';

const linked = ['deps', 'lib'] as const;

/** The program that builds the binding, a dependency of the package; throws if it is not there. */
export function findBuilder(layout: Layout): string {
  const { resolve } = createRequire(join(layout.packageFolder, 'package.json'));
  return resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
}

/** Whether the package and all that it depends on are there: a killed npm leaves parts. */
function isComplete({ packageFolder }: Layout): boolean {
  const file = join(packageFolder, 'package.json');
  if (!existsSync(file) || !existsSync(join(packageFolder, 'dist/index.js'))) return false;
  const { paths } = createRequire(file).resolve;
  const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies).every((name) =>
    (paths(name) ?? []).some((folder) => existsSync(join(folder, name, 'package.json'))),
  );
}

/** Brings back the package itself, which npm before 11 drops when its install script fails. */
export async function ensurePackage(
  layout: Layout,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (isComplete(layout)) return;
  report({ step: `Fetching ${tfjsNode.name} ${tfjsNode.version}` });
  await runStep(
    'package',
    'npm',
    [
      ...['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
      ...['--include=optional', `${tfjsNode.name}@${tfjsNode.version}`],
    ],
    { cwd: layout.root, signal },
  );
  // npm leaves out an optional package that it cannot get, and ends well.
  if (!isComplete(layout)) {
    throw new EngineError(
      `npm left out ${tfjsNode.name} ${tfjsNode.version}: check the connection and the registry that npm uses, then run npm run engine again.`,
    );
  }
}

/** Makes the package's folders links into the build, each in one step. */
export async function linkPackage(layout: Layout): Promise<void> {
  for (const name of linked) {
    const place = join(layout.packageFolder, name);
    const draft = join(layout.packageFolder, `.${name}-link`);
    await rm(draft, { force: true });
    await symlink(relative(layout.packageFolder, join(layout.build, name)), draft, 'junction');
    const existing = await lstat(place).catch(() => undefined);
    if (existing?.isDirectory()) await rm(place, { recursive: true, force: true });
    await rename(draft, place);
  }
}
