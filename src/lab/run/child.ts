import type { ChildReply, ChildRequest } from './child-messages.ts';
import { loadExperiment } from './load-experiments.ts';
import { measureCase } from './measure-case.ts';
import { proveCase } from './prove-case.ts';

// A process of its own for one case of one block. The parent forks it, sends one request and reads
// the replies. When the parent dies, the channel closes and this process ends.

const reply = (message: ChildReply) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

process.on('disconnect', () => process.exit(1));
process.once('message', (request: ChildRequest) => {
  answer(request)
    .catch((error: Error) => reply({ kind: 'failed', message: error.message }))
    .finally(() => process.disconnect());
});

async function answer(request: ChildRequest): Promise<void> {
  const experiment = await loadExperiment(request.experiment);
  const [network, role] = request.caseId.split('@');
  const definition = experiment.cases.find(
    (each) => each.network === network && each.threads.some((threads) => threads === role),
  );
  if (definition === undefined) throw new RangeError(`No case "${request.caseId}".`);
  const alive = (at: number) => reply({ kind: 'alive', at });
  const task = request.task === 'measure' ? measureCase : proveCase;
  await reply(await task(request, experiment, definition, alive));
}
