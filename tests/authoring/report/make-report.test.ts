import { describe, expect, it } from 'vitest';
import { parsePost } from '#authoring/parse-post.ts';
import { makeReport } from '#authoring/report/make-report.ts';
import { markdownReport } from '#authoring/report/markdown-report.ts';
import { textReport } from '#authoring/report/text-report.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { recordTaking, timedFamily } from '../../support/two-records.ts';

const file = 'src/results/sample/here.json';
const post = parsePost(
  'It takes <Quantity id="sample/time" />.\n\n' +
    '<Claim quantity="sample/time" atMost={2.5}>It is `a|b` *short* <Quantity id="sample/steps" />.</Claim>\n',
  'src/content/posts/a/en.mdx',
);

const reportOf = (
  old: MeasuredRecord | string | undefined,
  now: MeasuredRecord | string | undefined,
  elsewhere = {},
) => {
  const textOf = (record: MeasuredRecord | string) =>
    typeof record === 'string' ? record : JSON.stringify(record);
  return makeReport({
    since: { hash: 'abc1234', date: '2026-01-02' },
    machine: 'here',
    families: [timedFamily],
    posts: [post],
    texts: {
      old: old === undefined ? {} : { [file]: textOf(old) },
      now: { ...(now === undefined ? {} : { [file]: textOf(now) }), ...elsewhere },
    },
  });
};

describe('a report', () => {
  it('shows moved quantities, changed claims and the sentences that quote what moved', () => {
    // Two blocks at 2·e^∓0.001 ms: t of one degree of freedom, 12.706 (95 %), gives 1.975–2.026.
    expect(textReport(reportOf(recordTaking(2), recordTaking(3)), { summary: false })).toBe(
      [
        'Since abc1234 (2026-01-02), 1 record has changed on here.',
        '',
        'sample: 1 moved, 1 the same within ±3 %',
        '  moved         sample/time  2.00 ms (1.97–2.03 ms) → 3.00 ms (2.96–3.04 ms)  ×1.500 (1.494 to 1.506)',
        '  the same      sample/steps  1 → 1',
        '',
        'Claims that changed their outcome:',
        '  src/content/posts/a/en.mdx:3:1 supported → refuted (sample/time)',
        '    It is a|b short ⟨Quantity⟩.',
        '',
        'Sentences that quote what moved (read them again):',
        '  src/content/posts/a/en.mdx:1:10 sample/time',
        '    It takes 3.00 ms.',
        '  src/content/posts/a/en.mdx:3:1 sample/time',
        '    It is a|b short 1.',
        '',
      ].join('\n'),
    );
  });

  it('leaves out in its summary what stayed, and the sentences', () => {
    const text = textReport(reportOf(recordTaking(2), recordTaking(3)), { summary: true });
    expect(text).toContain('sample/time');
    expect(text).toContain('supported → refuted');
    expect(text).not.toContain('sample/steps');
    expect(text).not.toContain('It takes');
  });

  it('escapes in Markdown what sentences and names hold', () => {
    const markdown = markdownReport(reportOf(recordTaking(2), recordTaking(3)), { summary: false });
    expect(markdown).toContain('It is a\\|b short ⟨Quantity⟩.');
    expect(markdown).toContain('| moved | `sample/time` | 2.00 ms (1.97–2.03 ms) |');
    expect(markdown).toContain('<details><summary>The rest</summary>');
  });

  it('shows the pace of the machine beside both records', () => {
    const metered = (medianMs: number, ms: number) =>
      recordTaking(ms, ({ blocks }) => {
        const meter = { medianMs, p90OverMin: 1, cpuOverWall: 1, runQueueWaitShare: 0 };
        for (const run of blocks.flatMap(({ runs }) => runs)) {
          run.noise = { runQueueWaitShare: 0, before: meter };
        }
      });
    const report = reportOf(metered(2, 2), metered(2.1, 3));
    expect(textReport(report, { summary: true })).toContain('; noise meter 2.000 → 2.100 ms');
  });

  it('says that nothing has changed', () => {
    const same = recordTaking(2);
    expect(textReport(reportOf(same, same), { summary: false })).toBe(
      'Since abc1234 (2026-01-02), no record has changed on here.\n',
    );
  });

  it.each<[string, MeasuredRecord | string | undefined, MeasuredRecord | string, string]>([
    ['a record that was not there', undefined, recordTaking(2), 'the older record is not there'],
    ['a record that cannot be read', '{', recordTaking(2), 'the older record cannot be read: '],
    [
      'a machine that has changed under its name',
      recordTaking(2, ({ machine }) => {
        machine.cores = 4;
      }),
      recordTaking(2),
      'another machine: cores 4 → 2',
    ],
    [
      'another engine',
      recordTaking(2, ({ engine }) => {
        engine.backend = 'wasm';
      }),
      recordTaking(2),
      'another engine: wasm → native',
    ],
  ])('does not compare %s', (_what, old, now, reason) => {
    const report = reportOf(old, now);
    expect(report.records[0]?.quantities).toEqual([]);
    expect(textReport(report, { summary: true })).toContain(`sample: not compared, ${reason}`);
  });

  it('shows records of other machines, and never compares them', () => {
    const there = recordTaking(9, ({ machine }) => {
      machine.id = 'there';
    });
    const report = reportOf(recordTaking(2), recordTaking(2), {
      'src/results/sample/there.json': JSON.stringify(there),
      'src/results/sample/local.json': '{}',
      'src/results/sample/history.json': '[]',
    });
    expect(report.records).toEqual([]);
    expect(report.elsewhere).toEqual(['src/results/sample/there.json']);
  });
});
