import { describe, expect, it } from 'vitest';
import { Threads } from '#incremental/threads.ts';

interface Request {
  number: number;
}
const script = new URL('../support/root-worker.ts', import.meta.url);

describe('threads', () => {
  it('answer each request with its own result, more requests than threads too', async () => {
    const threads = new Threads<Request, number>(script, { add: 1000 });
    const numbers = Array.from({ length: 40 }, (_, index) => index ** 2);
    const results = await Promise.all(numbers.map((number) => threads.run({ number })));
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => 1000 + index));
    threads.close();
  });

  it('throw what was thrown, with its place, and go on', async () => {
    const threads = new Threads<Request, number>(script, { add: 0 });
    await expect(threads.run({ number: -1 })).rejects.toMatchObject({
      message: '-1 has no root',
      line: 3,
    });
    expect(await threads.run({ number: 9 })).toBe(3);
    threads.close();
  });
});
