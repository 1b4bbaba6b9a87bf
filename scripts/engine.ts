import { EngineError } from '#lab/engine/failures.ts';
import { installNativeEngine } from '#lab/engine/install.ts';
import { logged, progressLine } from '#lab/engine/progress.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';

if (process.argv.length > 2) {
  process.stderr.write(
    `npm run engine takes no argument, but received ${process.argv.slice(2).join(' ')}: run npm run engine.\n`,
  );
  process.exit(1);
}

const terminal = process.stderr.isTTY;
const clear = () => terminal && process.stderr.write('\r\x1b[2K');
const report = terminal
  ? (progress: Parameters<typeof progressLine>[0]) =>
      void process.stderr.write(`\r\x1b[2K${progressLine(progress)}`)
  : logged((line) => void process.stderr.write(`${line}\n`));

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort());
}

try {
  const { tensorflow, backend, tfjsNode, did, seconds } = await installNativeEngine(report, {
    signal: interruption.signal,
  });
  clear();
  const done = { installed: 'installed and checked', linked: 'linked', nothing: 'already there' }[
    did
  ];
  process.stdout.write(
    `Engine: native, TensorFlow ${tensorflow} (backend ${backend}, @tensorflow/tfjs-node ${tfjsNode}); ${done}, ${seconds.toFixed(1)} s.\n`,
  );
} catch (error) {
  clear();
  if (interruption.signal.aborted) {
    process.stderr.write(
      'Interrupted: nothing half-installed is left; npm run engine starts again.\n',
    );
    process.exit(130);
  }
  if (!(error instanceof EngineError)) throw error;
  const status = nativeEngineStatus();
  const engine = status.installed
    ? 'native is installed, but it failed the check above.'
    : `WASM, the embedded fallback, because the native engine is missing (${status.reason}).`;
  process.stderr.write(`${error.message}\nEngine: ${engine}\n`);
  process.exit(1);
}
