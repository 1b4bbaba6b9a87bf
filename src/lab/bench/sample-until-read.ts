import type { Sampling } from './protocol.ts';
import { type Samples, type SamplingEffects, sampleCalls } from './sample.ts';

/**
 * Times one trial as `sampleTrial` does, where a result is there only once it has been read, as on a
 * graphics card that is handed its work: the reading of every result is part of the timed span.
 */
export function sampleUntilRead<Output>(
  timed: { run(): Output; read(output: Output): Promise<void>; liveCount(): number },
  sampling: Sampling,
  effects: SamplingEffects,
): Promise<Samples> {
  const time = async (loopCount: number): Promise<number> => {
    const outputs: Output[] = [];
    const start = effects.nowNs();
    for (let call = 0; call < loopCount; call++) outputs.push(timed.run());
    for (const output of outputs) await timed.read(output);
    const end = effects.nowNs();
    await effects.yieldToEvents();
    return Number(end - start) / 1e6 / loopCount;
  };
  return sampleCalls(time, () => timed.liveCount(), sampling, effects);
}
