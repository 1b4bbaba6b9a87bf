import { gpipeParameters, gpipeSpeedUp } from './gpipe.ts';
import { hardware } from './hardware.ts';
import { activationBytes, stateBytes } from './memory.ts';
import { hardwareFlops, modelFlops, parameterCount, trainingDays } from './network.ts';
import { devicesOf } from './plan.ts';
import {
  activationMemory,
  gpipeNetworks,
  gpipeThroughput,
  llamaUtilisation,
  ringBlocks,
  trainingRuns,
  zeroMemory,
} from './published-numbers.ts';
import { type PublishedRow, publishedRows } from './published-rows.ts';
import { ringSequence } from './ring.ts';
import { stepTime } from './step-time.ts';

/** A number that a paper prints beside the same one by the model. */
export interface Comparison {
  /** What it is of: "Narayanan 145.6B". */
  row: string;
  /** 'reproduced' follows from a formula; 'predicted' from constants of the hardware too. */
  kind: 'reproduced' | 'predicted';
  quantity:
    | 'parameters'
    | 'utilisation'
    | 'training days'
    | 'state memory'
    | 'activation memory'
    | 'parameter memory'
    | 'ring sequence'
    | 'pipeline throughput'
    | 'operations a second'
    | 'step time';
  unit: 'B' | '%' | 'd' | 'GB' | 'GiB' | '×1000' | '×' | 'Tflop/s' | 's';
  cite: string;
  at: string;
  printed: number;
  modelled: number;
  /** Devices of the run, where it is one. */
  devices?: number;
}

/** Share by which the model's number is above the printed one. */
export function relativeError({ printed, modelled }: Comparison): number {
  return modelled / printed - 1;
}

const gib = 2 ** 30;
const rowNamed = new Map(publishedRows.map((row) => [row.name, row]));

/** Operations a second and device at a step time, counted as the row counts them. */
function teraflops(row: PublishedRow, seconds: number): number {
  const { shape, plan, countsRecomputation } = row;
  const flops = countsRecomputation
    ? hardwareFlops(shape, plan.batchSize, plan.recomputation)
    : modelFlops(shape, plan.batchSize);
  return flops / seconds / devicesOf(plan) / 1e12;
}

function ofRow(row: PublishedRow): Comparison[] {
  const { shape, plan, cite, at } = row;
  const on = hardware[row.hardware];
  const { total } = stepTime(shape, plan, on);
  const base = { row: row.name, cite, at, devices: devicesOf(plan) };
  const compared: Comparison[] = [];
  if (row.parametersB !== undefined) {
    compared.push({
      ...base,
      kind: 'reproduced',
      quantity: 'parameters',
      unit: 'B',
      printed: row.parametersB,
      modelled: parameterCount(shape) / 1e9,
    });
  }
  const utilisations = [
    [row.modelUtilisation, modelFlops(shape, plan.batchSize)],
    [row.hardwareUtilisation, hardwareFlops(shape, plan.batchSize, plan.recomputation)],
  ] as const;
  for (const [printed, flops] of utilisations) {
    if (printed === undefined || row.stepSeconds === undefined) continue;
    const share = flops / row.stepSeconds / devicesOf(plan) / on.peakFlopsPerSecond;
    const modelled = 100 * share;
    compared.push({
      ...base,
      kind: 'reproduced',
      quantity: 'utilisation',
      unit: '%',
      printed,
      modelled,
    });
  }
  if (row.stepSeconds !== undefined) {
    compared.push({
      ...base,
      kind: 'predicted',
      quantity: 'step time',
      unit: 's',
      printed: row.stepSeconds,
      modelled: total,
    });
  } else if (row.teraflopsPerDevice !== undefined) {
    compared.push({
      ...base,
      kind: 'predicted',
      quantity: 'operations a second',
      unit: 'Tflop/s',
      printed: row.teraflopsPerDevice,
      modelled: teraflops(row, total),
    });
  }
  return compared;
}

function ofMemory(): Comparison[] {
  const zero = zeroMemory.map(({ devices, stage, parameters, bytes }) => ({
    row: `ZeRO-${stage} over ${devices}`,
    kind: 'reproduced' as const,
    quantity: 'state memory' as const,
    unit: 'GB' as const,
    cite: 'rajbhandari2020',
    at: 'Table 1',
    printed: bytes / 1e9,
    modelled: stateBytes(parameters, devices, stage) / 1e9,
  }));
  const activations = activationMemory.flatMap(({ name, row, without, present }) => {
    const { shape, plan } = rowNamed.get(row) as PublishedRow;
    const plain = { ...plan, recomputation: 'none', sequenceParallel: false } as const;
    return [
      { plan: plain, printed: without, what: 'nothing again' },
      { plan, printed: present, what: 'selective' },
    ].map((each) => ({
      row: `Korthikanti ${name}, ${each.what}`,
      kind: 'reproduced' as const,
      quantity: 'activation memory' as const,
      unit: 'GiB' as const,
      cite: 'korthikanti2023',
      at: 'Figure 1',
      printed: each.printed,
      modelled: activationBytes(shape, each.plan) / gib,
    }));
  });
  return [...zero, ...activations];
}

function ofGpipe(): Comparison[] {
  const base = { cite: 'huang2019', at: 'Table 1', kind: 'reproduced' } as const;
  const networks = gpipeNetworks.flatMap(({ layers, parametersM, parameterGiB }) => [
    {
      ...base,
      row: `GPipe, ${layers} layers`,
      quantity: 'parameters' as const,
      unit: 'B' as const,
      printed: parametersM / 1000,
      modelled: gpipeParameters(layers) / 1e9,
    },
    {
      ...base,
      row: `GPipe, ${layers} layers`,
      quantity: 'parameter memory' as const,
      unit: 'GiB' as const,
      printed: parameterGiB,
      modelled: (12 * gpipeParameters(layers)) / gib,
    },
  ]);
  const throughput = gpipeThroughput.flatMap(({ microBatches, byStages }) =>
    Object.entries(byStages).map(([stages, printed]) => ({
      ...base,
      at: 'Table 2',
      row: `GPipe, K = ${stages}, M = ${microBatches}`,
      kind: 'predicted' as const,
      quantity: 'pipeline throughput' as const,
      unit: '×' as const,
      printed,
      modelled: gpipeSpeedUp(Number(stages), microBatches),
    })),
  );
  return [...networks, ...throughput];
}

function ofOthers(): Comparison[] {
  const ring = ringBlocks.map(({ name, teraflops: peak, gigabytesPerSecond, thousands }) => ({
    row: `Ring attention, ${name}`,
    kind: 'reproduced' as const,
    quantity: 'ring sequence' as const,
    unit: '×1000' as const,
    cite: 'liu2024',
    at: 'Table 2',
    printed: thousands,
    modelled: ringSequence(peak * 1e12, gigabytesPerSecond * 1e9) / 1000,
  }));
  const days = trainingRuns.map(
    ({ parameters, tokens, devices, teraflops: rate, days: printed }) => ({
      row: `Narayanan ${parameters / 1e9}B, ${tokens / 1e9}B tokens`,
      kind: 'reproduced' as const,
      quantity: 'training days' as const,
      unit: 'd' as const,
      cite: 'narayanan2021',
      at: 'Section 5.1',
      printed,
      modelled: trainingDays(parameters, tokens, devices, rate * 1e12),
    }),
  );
  const llama = llamaUtilisation.map(({ name, teraflops: rate, percent }) => ({
    row: `Llama 3 405B, ${name}`,
    kind: 'reproduced' as const,
    quantity: 'utilisation' as const,
    unit: '%' as const,
    cite: 'meta2024',
    at: 'Table 4',
    printed: percent,
    modelled: (100 * rate * 1e12) / hardware.H100.peakFlopsPerSecond,
  }));
  return [...ring, ...days, ...llama];
}

/** Every published number that the model is held against, in the order of the papers. */
export function comparisons(): Comparison[] {
  return [...publishedRows.flatMap(ofRow), ...ofMemory(), ...ofGpipe(), ...ofOthers()];
}
