import { expect, it } from 'vitest';
import { remember } from '#components/post/remember.ts';

it('what follows from an object is computed once for each of its words', () => {
  const calls: string[] = [];
  const describe = remember((source: { name: string }, locale: string, width: number) => {
    calls.push(`${source.name} ${locale} ${width}`);
    return { text: `${source.name} at ${width}` };
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  const first = describe(one, 'en', 360);
  expect(describe(one, 'en', 360)).toBe(first);
  describe(one, 'en', 720);
  describe(one, 'zh', 360);
  describe(other, 'en', 360);
  expect(calls).toEqual(['one en 360', 'one en 720', 'one zh 360', 'other en 360']);
});
