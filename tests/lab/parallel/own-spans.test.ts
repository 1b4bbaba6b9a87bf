import { expect, it } from 'vitest';
import { joinSpans, SpanNotes } from '#lab/parallel/own-spans.ts';

it('notes what was done, in order, and gives the result', () => {
  const notes = new SpanNotes(process.hrtime.bigint());
  expect(notes.during('product', () => 7)).toBe(7);
  notes.during('exchange', () => undefined);
  expect(notes.spans.map(({ part }) => part)).toEqual(['product', 'exchange']);
  const [first, second] = notes.spans;
  expect(first?.startMs).toBeGreaterThanOrEqual(0);
  expect(first?.endMs).toBeGreaterThanOrEqual(first?.startMs as number);
  expect(second?.startMs).toBeGreaterThanOrEqual(first?.endMs as number);
});

it('joins workers from the first start to the last end', () => {
  const joined = joinSpans([
    [{ part: 'product', startMs: 12, endMs: 15 }],
    [
      { part: 'product', startMs: 10, endMs: 13 },
      { part: 'exchange', startMs: 13, endMs: 17 },
    ],
  ]);
  expect(joined.totalMs).toBe(7);
  expect(joined.spans).toEqual([
    { part: 'product', lane: 0, startMs: 2, endMs: 5 },
    { part: 'product', lane: 1, startMs: 0, endMs: 3 },
    { part: 'exchange', lane: 1, startMs: 3, endMs: 7 },
  ]);
});
