import type { Timeline } from '#charts/timeline.ts';
import { timelineOf } from '#results/work-shares.ts';
import { describeLanes } from './describe-chart.ts';
import type { FigureDefinition } from './figure.ts';

export const scheduleNames = { gpipe: 'GPipe', '1f1b': '1F1B' } as const;
export type Schedule = keyof typeof scheduleNames;

/** The figure of a step as it ran: a lane for each of the two stages. */
export function stepTimeline(schedule: Schedule): FigureDefinition {
  const name = scheduleNames[schedule];
  return {
    title: {
      en: `One step of ${name} on two workers, four micro-batches, as it ran`,
      zh: `${name} 的一步：两个工作线程、四个微批次的实测时间线`,
    },
    kinds: ['overlap', 'cores'],
    chart(record, locale): Timeline {
      const spans = timelineOf(record, { case: `${schedule}@one`, at: 4 });
      const lanes = Array.from({ length: 2 }, (_, lane) => ({
        label: { en: `Stage ${lane + 1}`, zh: `第 ${lane + 1} 段` }[locale],
        spans: spans
          .filter((span) => span.lane === lane)
          .map(({ part, label, startMs, endMs }) => ({
            kind: part,
            ...(label === undefined ? {} : { label }),
            startMs,
            endMs,
          })),
      }));
      const labels = {
        en: { forward: 'forward', backward: 'backward, forward computed again', idle: 'idle' },
        zh: { forward: '前向', backward: '含前向重算的反向', idle: '空闲' },
      }[locale];
      const keys: Timeline['keys'] = [
        { kind: 'forward', label: labels.forward, color: 'blue' },
        { kind: 'backward', label: labels.backward, color: 'gold', pattern: 'lines' },
        { kind: 'idle', label: labels.idle, color: 'idle' },
      ];
      return {
        kind: 'timeline',
        title: this.title[locale],
        description: describeLanes(lanes, keys, locale),
        x: {
          label: { en: 'Time since the start of the step', zh: '这一步开始后的时间' }[locale],
          unit: 'ms',
        },
        lanes,
        keys,
      };
    },
  };
}
