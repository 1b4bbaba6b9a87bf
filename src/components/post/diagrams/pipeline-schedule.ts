import type { Localised } from '#figures/figure.ts';
import { caption, type Diagram, label, shape } from '../diagram-drawing.ts';

/** A backward pass costs about two forward passes. */
const durations = { F: 1, B: 2 };

interface Schedule {
  name: Localised;
  note: Localised;
  /** What each stage does, in order: F or B, and the micro-batch. */
  stages: readonly (readonly string[])[];
}

/** K = 2 stages, M = 4 micro-batches: Huang et al. 2019, fig. 2c; Narayanan et al. 2021, fig. 4. */
export const schedules: readonly Schedule[] = [
  {
    name: { en: 'GPipe', zh: 'GPipe' },
    note: {
      en: 'All forward passes, then all backward passes: stage 1 keeps four micro-batches.',
      zh: '先做完全部前向，再做全部反向：第 1 段要留住四个微批次。',
    },
    stages: [
      ['F1', 'F2', 'F3', 'F4', 'B4', 'B3', 'B2', 'B1'],
      ['F1', 'F2', 'F3', 'F4', 'B4', 'B3', 'B2', 'B1'],
    ],
  },
  {
    name: { en: '1F1B', zh: '一前一后（1F1B）' },
    note: {
      en: 'One forward, one backward: as much waiting, and stage 1 keeps only two.',
      zh: '一次前向，一次反向：等待同样多，第 1 段只需留住两个。',
    },
    stages: [
      ['F1', 'F2', 'B1', 'F3', 'B2', 'F4', 'B3', 'B4'],
      ['F1', 'B1', 'F2', 'B2', 'F3', 'B3', 'F4', 'B4'],
    ],
  },
];

export interface ScheduledPass {
  stage: number;
  name: string;
  start: number;
  end: number;
}

/**
 * When each pass runs if it begins as soon as its stage is free and its input is there. A forward
 * pass waits for the stage before, a backward pass for the stage after.
 */
export function timeline(stages: Schedule['stages']): ScheduledPass[] {
  const done = new Map<string, ScheduledPass>();
  const waiting = stages.map((names) => [...names]);
  const free = stages.map(() => 0);
  for (let turn = 0; waiting.some((names) => names.length > 0); turn += 1) {
    const stage = turn % stages.length;
    const name = waiting[stage]?.[0];
    if (name === undefined) continue;
    const kind = name.startsWith('F') ? 'F' : 'B';
    const source = kind === 'F' ? stage - 1 : stage + 1;
    const input = done.get(`${name} ${source}`);
    if (input === undefined && source >= 0 && source < stages.length) continue;
    const start = Math.max(free[stage] ?? 0, input?.end ?? 0);
    const pass = { stage, name, start, end: start + durations[kind] };
    done.set(`${name} ${stage}`, pass);
    free[stage] = pass.end;
    waiting[stage]?.shift();
  }
  return [...done.values()];
}

const diagram: Diagram = {
  title: { en: 'Two pipeline schedules', zh: '两种流水线调度' },
  description: {
    en: 'Two stages and four micro-batches over time. With GPipe both stages make all forward passes and then all backward passes; with 1F1B they alternate. In both, each stage is idle for three of fifteen units of time, one fifth.',
    zh: '两段流水线，四个微批次，横轴是时间。GPipe 先做完全部前向，再做全部反向；1F1B 前向与反向交替。两种调度下，每段都有十五个单位时间中的三个在空等，即五分之一。',
  },
  draw(width, locale) {
    const left = width === 720 ? 62 : 46;
    const unitPx = (width - left - 1) / 15;
    const rowPx = 30;
    const stageName = { en: 'stage', zh: '第' }[locale];
    let [top, body] = [0, ''];
    for (const { name, note, stages } of schedules) {
      const said = caption({ x: 0, y: top }, width, name[locale], note[locale]);
      body += said.body;
      top += said.height + 10;
      for (const stage of stages.keys()) {
        const y = top + stage * rowPx;
        const text = locale === 'zh' ? `${stageName} ${stage + 1} 段` : `${stageName} ${stage + 1}`;
        body += label({ x: 0, y: y + 17 }, text, { fill: 'var(--muted)', 'font-size': 12 });
        body += shape('rect', {
          x: left,
          y,
          width: 15 * unitPx,
          height: rowPx - 4,
          fill: 'none',
          stroke: 'var(--rule)',
        });
      }
      for (const pass of timeline(stages)) {
        const forward = pass.name.startsWith('F');
        const x = left + pass.start * unitPx;
        const y = top + pass.stage * rowPx;
        const passPx = (pass.end - pass.start) * unitPx;
        body += shape('rect', {
          x: x + 0.75,
          y,
          width: passPx - 1.5,
          height: rowPx - 4,
          fill: forward ? 'var(--wash)' : 'color-mix(in srgb, var(--blue) 38%, var(--bg))',
          stroke: 'var(--blue)',
        });
        body += label({ x: x + passPx / 2, y: y + 17.5 }, pass.name, {
          'text-anchor': 'middle',
          'font-size': 12,
        });
      }
      top += stages.length * rowPx + 24;
    }
    return { height: top - 20, body };
  },
};

export default diagram;
