import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSite } from '#authoring/build-site.ts';
import { staleExperiments } from '#lab/run/staleness.ts';
import { site } from '../site.config.ts';

// npm run build [-- --strict] [-- --local]
try {
  const { values } = parseArgs({
    options: { strict: { type: 'boolean' }, local: { type: 'boolean' } },
  });
  const folder = await buildSite({
    root: fileURLToPath(new URL('..', import.meta.url)),
    primaryMachines: site.primaryMachines,
    strict: values.strict ?? false,
    local: values.local ?? false,
    findStale: staleExperiments,
    log: (line) => console.log(line),
  });
  console.log(`The site is in ${folder}`);
  // Vite leaves handles open behind a finished build.
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
