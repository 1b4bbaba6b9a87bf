import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { measureText } from '#charts/text-metrics.ts';
import { type Diagram, drawDiagram } from '#components/post/diagram-drawing.ts';
import { schedules, timeline } from '#components/post/diagrams/pipeline-schedule.ts';
import { trainingOperations } from '#lab/parallel/schedule.ts';
import { readSvg } from '../../charts/read-svg.ts';

const folder = new URL('../../../src/components/post/diagrams/', import.meta.url);
const names = readdirSync(fileURLToPath(folder));
const load = async (name: string) =>
  ((await import(new URL(name, folder).href)) as { default: Diagram }).default;

describe.each(names)('the diagram %s', (name) => {
  describe.each(['en', 'zh'] as const)('in %s', (locale) => {
    it.each([720, 360] as const)('at %d px has readable text inside its frame', async (width) => {
      const svg = readSvg(drawDiagram(await load(name), { width, locale, idPrefix: 'd' }));
      const height = Number(svg[0]?.attributes.viewBox?.split(' ')[3]);
      const texts = svg.filter((element) => element.name === 'text');
      expect(texts.length).toBeGreaterThan(5);
      const boxes = texts.map(({ text, attributes }) => {
        const size = Number(attributes['font-size']);
        expect(size, text).toBeGreaterThanOrEqual(12);
        const long = measureText(text, size, attributes['font-weight'] === '600' ? 600 : 400);
        const [x, y] = [Number(attributes.x), Number(attributes.y)];
        const turned = attributes.transform !== undefined;
        const shift = { middle: long / 2, end: long }[attributes['text-anchor'] ?? ''] ?? 0;
        return turned
          ? { text, left: x - size, right: x, top: y - long / 2, bottom: y + long / 2 }
          : { text, left: x - shift, right: x - shift + long, top: y - size, bottom: y + 3 };
      });
      const outside = boxes.filter(
        ({ left, right, top, bottom }) =>
          left < -0.5 || right > width + 0.5 || top < -0.5 || bottom > height + 0.5,
      );
      expect(outside).toEqual([]);
      const overlapping = boxes.filter((a, index) =>
        boxes
          .slice(index + 1)
          .some(
            (b) =>
              a.left < b.right - 1 &&
              b.left < a.right - 1 &&
              a.top + 2 < b.bottom - 3 &&
              b.top + 2 < a.bottom - 3,
          ),
      );
      expect(overlapping).toEqual([]);
    });

    it('has a title and says what it shows', async () => {
      const [, title, description] = readSvg(
        drawDiagram(await load(name), { width: 720, locale, idPrefix: 'd' }),
      );
      expect(title?.name === 'title' && title.text.length >= 3).toBe(true);
      expect(description?.name === 'desc' && description.text.length > 40).toBe(true);
    });
  });
});

describe('the pipeline schedules that are drawn', () => {
  it.each([
    ['gpipe', 0],
    ['1f1b', 1],
  ] as const)('are those that the lab runs: %s', (schedule, index) => {
    const size = { stages: 2, microBatches: 4 };
    const real = [0, 1].map((stage) =>
      trainingOperations(schedule, size, stage).map(
        ({ kind, microBatch }) => `${kind === 'forward' ? 'F' : 'B'}${microBatch + 1}`,
      ),
    );
    expect(schedules[index]?.stages).toEqual(real);
  });

  it('wait for (K − 1)/(M + K − 1) of the time', () => {
    for (const { stages } of schedules) {
      const passes = timeline(stages);
      const end = Math.max(...passes.map((pass) => pass.end));
      const busy = passes.reduce((sum, pass) => sum + pass.end - pass.start, 0);
      expect(1 - busy / (stages.length * end)).toBeCloseTo(1 / 5, 12);
    }
  });
});
