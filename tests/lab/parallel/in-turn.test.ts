import { expect, it } from 'vitest';
import { inTurn, turnMemory } from '#lab/parallel/in-turn.ts';

it('what is done in turn is done by worker 0, then by worker 1', async () => {
  const memory = turnMemory();
  const order: number[] = [];
  await inTurn(memory, 0, async () => order.push(0));
  await inTurn(memory, 1, async () => order.push(1));
  expect(order).toEqual([0, 1]);
});

it('a worker that fails passes the turn on', async () => {
  const memory = turnMemory();
  const failing = inTurn(memory, 0, () => Promise.reject(new Error('no engine')));
  await expect(failing).rejects.toThrow('no engine');
  expect(await inTurn(memory, 1, async () => 'opened')).toBe('opened');
});
