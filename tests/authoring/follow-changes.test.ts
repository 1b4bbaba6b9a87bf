import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followChanges } from '#authoring/follow-changes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that lasts 1,000 ms, and how often it was begun. */
function slowWork() {
  const begun: number[] = [];
  const work = () => {
    begun.push(Date.now());
    return new Promise<void>((resolve) => setTimeout(resolve, 1000));
  };
  return { begun, work };
}

it('work is done at once, and once for changes that come close together', async () => {
  const { begun, work } = slowWork();
  const following = followChanges(work, 100);
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toHaveLength(1);
  following.changed();
  await vi.advanceTimersByTimeAsync(50);
  following.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toHaveLength(2);
});

it('a change while work is done is answered by one more run, never by two at a time', async () => {
  const { begun, work } = slowWork();
  const following = followChanges(work, 100);
  await vi.advanceTimersByTimeAsync(500);
  following.changed();
  following.changed();
  await vi.advanceTimersByTimeAsync(400);
  expect(begun).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toHaveLength(2);
  expect((begun[1] ?? 0) - (begun[0] ?? 0)).toBeGreaterThanOrEqual(1000);
});
