import type { Experiment } from '#lab/experiments/experiment.ts';
import type { ChildReply, ChildRequest } from './child-messages.ts';
import { verdictOf } from './failure.ts';
import { measureCase } from './measure-case.ts';
import { openCase } from './open-trial.ts';
import { proveCase } from './prove-case.ts';

/**
 * Serves the one request that the parent sends to a forked process, and ends. When the parent dies,
 * the channel closes and this process ends, too.
 */
export function serveChild(load: (name: string) => Promise<Experiment>): void {
  process.on('disconnect', () => process.exit(1));
  process.once('message', (request: ChildRequest) => {
    answer(request, load)
      .catch((error: Error) =>
        reply({ kind: 'failed', verdict: verdictOf(error), message: error.message }),
      )
      .finally(() => process.disconnect());
  });
}

const reply = (message: ChildReply) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

async function answer(
  request: ChildRequest,
  load: (name: string) => Promise<Experiment>,
): Promise<void> {
  const experiment = await load(request.experiment);
  const [network, role] = request.caseId.split('@');
  const definition = experiment.cases.find(
    (each) => each.network === network && each.threads.some((threads) => threads === role),
  );
  if (definition === undefined) throw new RangeError(`No case "${request.caseId}".`);
  if (request.task === 'empty') {
    await openCase(definition, request.engine);
    const peakRssBytes = process.resourceUsage().maxRSS * 1024;
    return reply({ kind: 'empty', peakRssBytes });
  }
  const alive = (at: number) => reply({ kind: 'alive', at });
  const task = request.task === 'measure' ? measureCase : proveCase;
  await reply(await task(request, experiment, definition, alive));
}
