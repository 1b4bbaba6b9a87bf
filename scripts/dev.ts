import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dev } from 'astro';

// npm run dev [-- --port 4321]: live preview, with drafts and this machine's own records.
try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4321' } } });
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  await dev({
    root: fileURLToPath(new URL('..', import.meta.url)),
    server: { port: Number(values.port) },
  });
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
