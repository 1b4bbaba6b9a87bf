import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import { native } from '#lab/backends/native.ts';
import { sampleTrial } from '#lab/bench/sample.ts';
import type { Reply, StartRequest, TrialRequest } from './messages.ts';
import type { PeerArrays } from './networks.ts';
import openOurs from './ours.ts';
import { readArrays, writeFloats } from './write-arrays.ts';

// Our side, as a process of its own that answers exactly as peer.py does.

const reply = (message: Reply) => process.stdout.write(`${JSON.stringify(message)}\n`);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => {
  const { value, done } = await lines.next();
  return done === true ? undefined : (JSON.parse(value) as unknown);
};

const start = (await nextLine()) as StartRequest;
const arrays = readArrays(start.folder) as unknown as PeerArrays;
const backend = await native.open();
const flags = Object.entries(backend.flags).map(([name, value]) => [name, String(value)]);
reply({
  kind: 'ready',
  versions: { library: backend.library, ...Object.fromEntries(flags) },
});

for (let request = await nextLine(); request !== undefined; request = await nextLine()) {
  try {
    reply(await runTrial(request as TrialRequest));
  } catch (error) {
    reply({ kind: 'failed', message: (error as Error).message });
  }
}

async function runTrial({ network, form, at, output }: TrialRequest): Promise<Reply> {
  const trial = openOurs(`${network}-${form}`, at, arrays, start.shape, backend.fused);
  let isFirst = true;
  const cpuBefore = process.cpuUsage();
  const wallBefore = process.hrtime.bigint();
  const samples = await sampleTrial(
    {
      run: () => tf.tidy(() => trial.run()),
      consume(result) {
        const values = result.dataSync<'float32'>();
        if (isFirst) writeFloats(output, values);
        isFirst = false;
        result.dispose();
      },
      liveCount: () => tf.memory().numTensors,
    },
    start.protocol,
    {
      nowNs: () => process.hrtime.bigint(),
      yieldToEvents: () => new Promise<void>((resolve) => setImmediate(resolve)),
      collectGarbage: () => (globalThis as { gc?: () => void }).gc?.(),
    },
  );
  const cpu = process.cpuUsage(cpuBefore);
  trial.dispose();
  if (samples.tensorsLeaked !== 0) throw new Error(`leaks ${samples.tensorsLeaked} tensors`);
  return {
    kind: 'trial',
    ...samples,
    cpu: {
      userMs: cpu.user / 1e3,
      systemMs: cpu.system / 1e3,
      wallMs: Number(process.hrtime.bigint() - wallBefore) / 1e6,
    },
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}
