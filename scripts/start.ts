import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serveFolder } from '#authoring/serve-folder.ts';
import { site } from '../site.config.ts';
import { runScript } from './run-script.ts';

// npm start [-- --port 4321] [-- --no-serve]: the site with this machine's own measurements.
const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, serve: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = Number(values.port ?? 4321);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`--port ${values.port} is no port. Expected a number such as 4321.`);
  }
  // Without the native engine, this script has said so, and WASM measures.
  runScript('engine');
  const unmeasured = site.firstMeasured.filter(
    (experiment) => !existsSync(join(root, `src/results/${experiment}/local.json`)),
  );
  if (unmeasured.length > 0 && !runScript('measure', [...unmeasured, '--quick'])) {
    console.log('This machine could not be measured; the published measurements are shown alone.');
  }
  if (!runScript('build', ['--local'])) process.exit(1);
  if (values.serve) {
    const folder = join(root, '.local/site');
    const { address } = await serveFolder(folder, port, process.env.BASE_PATH ?? '/');
    console.log(address);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
