import { existsSync } from 'node:fs';
import { lstat, rename, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Layout } from './layout.ts';
import { tfjsNode } from './pins.ts';
import type { Report } from './progress.ts';
import { runStep } from './step.ts';

const linked = ['deps', 'lib'] as const;

/** Brings back the package itself, which npm before 11 drops when its install script fails. */
export async function ensurePackage(
  layout: Layout,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (existsSync(join(layout.packageFolder, 'dist/index.js'))) return;
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
