import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serveFolder } from '#authoring/serve-folder.ts';
import { runScript } from './run-script.ts';

// npm start [-- --port 4321] [-- --no-serve]: the site with this machine's own measurements.
try {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, serve: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = Number(values.port ?? 4321);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`--port ${values.port} is no port. Expected a number such as 4321.`);
  }
  // Without the native engine, the script before has said so, and WASM measures.
  runScript('engine');
  if (!runScript('measure', ['--quick'])) {
    console.log('This machine could not be measured; the published measurements are shown alone.');
  }
  if (!runScript('build', ['--local'])) process.exit(1);
  if (values.serve) {
    const folder = fileURLToPath(new URL('../.local/site', import.meta.url));
    const { address } = await serveFolder(folder, port, process.env.BASE_PATH ?? '/');
    console.log(address);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
