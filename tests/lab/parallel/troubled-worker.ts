import { serveCrew } from '#lab/parallel/serve-crew.ts';

/** What a worker of these tests is asked to do. */
export type Trouble =
  | { kind: 'echo'; text: string }
  | { kind: 'throw' | 'throw later' | 'exit' | 'loop' | 'meet' | 'wait in vain' }
  | { kind: 'march'; steps: number; counters: Int32Array };

/** A worker that gets into every kind of trouble on request, or when it is set up. */
serveCrew<{ atSetup?: 'throw' | 'exit' }, Trouble, string>(({ atSetup }, { worker, meet, say }) => {
  if (atSetup === 'throw') throw new RangeError('this setup does not fit.');
  if (atSetup === 'exit') process.exit(4);
  return (trouble) => {
    switch (trouble.kind) {
      case 'echo':
        return `${worker}: ${trouble.text}`;
      case 'throw':
        throw new RangeError('a slip in the middle.');
      case 'throw later':
        setImmediate(() => {
          throw new TypeError('a slip that no one awaits.');
        });
        return new Promise(() => undefined);
      case 'exit':
        return process.exit(3);
      case 'loop':
        say('computing', 'turning in a circle');
        for (;;);
      case 'meet':
        meet();
        return 'met';
      case 'wait in vain':
        say('waiting', 'waiting for a neighbour');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        return 'woken';
      case 'march':
        return march(worker, trouble.steps, trouble.counters, meet);
    }
  };
});

/** Counts its own steps between two barriers; tells whether it ever saw another out of step. */
function march(worker: number, steps: number, counters: Int32Array, meet: () => void): string {
  for (let step = 1; step <= steps; step++) {
    Atomics.add(counters, worker, 1);
    meet();
    const seen = Array.from(counters, (_, each) => Atomics.load(counters, each));
    if (seen.some((each) => each !== step)) return `at step ${step} saw ${seen.join(', ')}`;
    meet();
  }
  return 'in step';
}
