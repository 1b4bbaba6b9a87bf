import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dev } from 'astro';
import { followChanges } from '#authoring/follow-changes.ts';
import { noNotes, writePreviewNotes } from '#authoring/preview-notes.ts';

// npm run dev [-- --port 4321]: live preview, with drafts and this machine's own records. What is
// wrong, stale, missing or refuted is marked in its place, a moment after each change.
const root = fileURLToPath(new URL('..', import.meta.url));
const followed = /^(?:src\/(?:content|figures|lab|results)\/|site\.config\.ts$)/;

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4321' } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`--port ${values.port} is no port. Expected a number such as 4321.`);
  }
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.NODE_ENV = 'development';
  // Notes of an earlier preview would stand at places that have moved.
  writePreviewNotes(root, noNotes);
  const server = await dev({ root, server: { port } });
  const notes = followChanges(findNotes, 150);
  server.watcher.on('all', (_, path) => {
    if (followed.test(relative(root, path).replaceAll('\\', '/'))) notes.changed();
  });
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

/** Checks everything in a process of its own; the preview shows what it finds. */
function findNotes(): Promise<void> {
  const script = fileURLToPath(new URL('preview-notes.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => child.once('exit', () => resolve()).once('error', resolve));
}
