import { freemem } from 'node:os';
import { describeClock } from '#lab/bench/clock.ts';
import { limits } from '#lab/bench/gates.ts';
import type { MachineFacts } from '#lab/bench/machine.ts';
import { type MeterReading, readNoiseMeter } from '#lab/bench/noise-meter.ts';
import { loadAverage, readCounters, sharesBetween } from '#lab/bench/system-counters.ts';
import type { NativeEngineStatus } from '#lab/engine/status.ts';

/** One thing that was looked at; `problem` says why it speaks against measuring here. */
export interface Finding {
  what: string;
  found: string;
  problem?: string;
}

/** What the doctor looks at; tests hand in their own. */
export interface Symptoms {
  machine: MachineFacts;
  engine: NativeEngineStatus;
  clock: { clockStepNs: number; clockCallNs: number };
  meters: readonly MeterReading[];
  stealShare: number | null;
  pressureShare: number | null;
  loadAverage: number | null;
  freeBytes: number;
}

/** About five seconds of the noise meter, with what the kernel counted meanwhile. */
export function examineMachine(machine: MachineFacts, engine: NativeEngineStatus): Symptoms {
  readNoiseMeter();
  const before = readCounters();
  const meters = Array.from({ length: 20 }, () => readNoiseMeter());
  const { stealShare, pressureShare } = sharesBetween(before, readCounters());
  return {
    machine,
    engine,
    clock: describeClock(),
    meters,
    stealShare,
    pressureShare,
    loadAverage: loadAverage(),
    freeBytes: freemem(),
  };
}

/** Whether a machine can measure: each finding, with the problem where there is one. */
export function diagnose(symptoms: Symptoms): Finding[] {
  const { machine, engine, clock, meters, stealShare, pressureShare, freeBytes } = symptoms;
  const worst = (of: (meter: MeterReading) => number) => Math.max(...meters.map(of));
  // As a process is judged: by two readings, one after the other.
  const drift = Math.max(
    ...meters.slice(1).map(({ medianMs }, index) => {
      const before = meters[index] as MeterReading;
      return Math.abs(Math.log(medianMs / before.medianMs));
    }),
  );
  const waits = meters.flatMap(({ runQueueWaitShare }) => runQueueWaitShare ?? []);
  return [
    finding('machine', `${machine.cores} cores of ${machine.cpu}, ${machine.kind}, ${machine.os}`),
    finding(
      'engine',
      engine.installed ? 'native TensorFlow' : `no native TensorFlow (${engine.reason})`,
      !engine.installed && 'published records are native: npm run engine',
    ),
    finding(
      'clock',
      `steps of ${clock.clockStepNs} ns, ${clock.clockCallNs} ns a reading`,
      clock.clockStepNs > 2000 && 'a sample lasts 2 ms and must hold 1000 steps',
    ),
    finding(
      'noise meter, p90 over fastest',
      worst(({ p90OverMin }) => p90OverMin).toFixed(2),
      worst(({ p90OverMin }) => p90OverMin) > limits.meterP90OverMin &&
        `the limit is ${limits.meterP90OverMin}: something else runs here`,
    ),
    finding(
      'noise meter, drift of its median',
      percent(drift),
      drift > limits.meterDrift &&
        `the limit is ${percent(limits.meterDrift)}: the processor's frequency moves`,
    ),
    finding(
      'waiting for a processor',
      waits.length === 0 ? 'not told here' : percent(Math.max(...waits)),
      Math.max(0, ...waits) > limits.meterWaitShare &&
        `the limit is ${percent(limits.meterWaitShare)}: close what else computes`,
    ),
    finding(
      'taken by the host (steal)',
      shown(stealShare),
      (stealShare ?? 0) > limits.stealShare &&
        `the limit is ${percent(limits.stealShare)}: the host is shared and busy`,
    ),
    finding('pressure (PSI)', shown(pressureShare)),
    finding(
      'load average',
      symptoms.loadAverage === null ? 'not told here' : `${symptoms.loadAverage}`,
    ),
    finding(
      'frequency governor',
      machine.governor ?? 'not told here',
      machine.governor === 'powersave' && 'it changes the frequency while measuring: performance',
    ),
    finding(
      'processor limit of the container',
      `${machine.cpuQuota ?? 'none'}`,
      isLimited(machine),
    ),
    finding(
      'free memory',
      `${(freeBytes / 2 ** 30).toFixed(1)} GiB`,
      freeBytes < 2 ** 30 && 'a case may need 1 GiB',
    ),
  ];
}

/** The page: a line a finding, problems marked, and the verdict in words. */
export function diagnosisText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ what, found, problem }) => {
    const mark = problem === undefined ? 'ok' : 'NO';
    return `${mark}  ${what.padEnd(width)}  ${found}${problem === undefined ? '' : `: ${problem}`}`;
  });
  const problems = findings.filter(({ problem }) => problem !== undefined).length;
  const verdict =
    problems === 0
      ? 'This machine can measure now.'
      : `This machine cannot measure now: ${problems} of ${findings.length} findings speak against it.`;
  return [...lines, '', verdict].join('\n');
}

function finding(what: string, found: string, problem: string | false = false): Finding {
  return problem === false ? { what, found } : { what, found, problem };
}

function isLimited({ cpuQuota, cores }: MachineFacts): string | false {
  if (cpuQuota === null || cpuQuota >= cores) return false;
  return `the container stops what uses more, in the middle of a sample; it has ${cores} cores`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const shown = (share: number | null) => (share === null ? 'not told here' : percent(share));
