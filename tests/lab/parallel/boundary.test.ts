import { expect, it } from 'vitest';
import { Boundary } from '#lab/parallel/boundary.ts';

it('hands arrays over in turn through a ring of slots, in place', () => {
  const memory = Boundary.memory(2, 3);
  const [sender, receiver] = [new Boundary(memory), new Boundary(memory)];
  sender.send(0, Float32Array.of(1, 2, 3));
  sender.send(1, Float32Array.of(4, 5, 6));
  receiver.waitFor(1);
  const first = receiver.slot(0);
  expect([...first]).toEqual([1, 2, 3]);
  expect([...receiver.slot(1)]).toEqual([4, 5, 6]);
  expect(receiver.isDelivered(2)).toBe(false);
  sender.send(2, Float32Array.of(7, 8, 9));
  expect(receiver.isDelivered(2)).toBe(true);
  expect([...first]).toEqual([7, 8, 9]);
  new Boundary(memory).reset();
  expect(receiver.isDelivered(0)).toBe(false);
});
