import { openBrowserBackend } from '#lab/backends/open-browser-backend.ts';
import { describeClock } from '#lab/bench/clock.ts';
import type { Experiment } from '#lab/experiments/experiment.ts';
import { measureBlockInBrowser, pageClockNs } from '#lab/run/in-browser/measure-in-browser.ts';
import { proveInBrowser } from '#lab/run/in-browser/prove-in-browser.ts';
import type { RunReply, RunRequest } from './run-messages.ts';

// The worker in which a reader's browser measures an experiment: one task, then the page ends it.

// Those that need workers of their own cannot run in a page.
const experiments = import.meta.glob<{ default: Experiment }>([
  '../lab/experiments/*.ts',
  '!../lab/experiments/{experiment,backend-ladder,data-parallel,independence,pipeline-bubble,scaling-laws,tensor-parallel}.ts',
]);

const answer = (reply: RunReply) => self.postMessage(reply);

async function serve(request: RunRequest): Promise<RunReply> {
  const load = experiments[`../lab/experiments/${request.experiment}.ts`];
  if (load === undefined) throw new Error(`"${request.experiment}" cannot run in a page.`);
  const [{ default: experiment }, backend] = await Promise.all([
    load(),
    openBrowserBackend(request.engine, request.wasmFolder),
  ]);
  const { seed } = request;
  if (request.task === 'prove') {
    const clock = describeClock(pageClockNs);
    const tell = (caseId: string, at: number) => answer({ kind: 'progress', caseId, at });
    const { proofs, cases } = await proveInBrowser(experiment, backend, request.cases, seed, tell);
    const { library, flags } = backend;
    return { kind: 'proved', proofs, cases, engine: { library, flags }, clock };
  }
  const tell = (caseId: string) => answer({ kind: 'progress', caseId });
  const measured = await measureBlockInBrowser({ ...request, experiment, backend, tell });
  return { kind: 'measured', ...measured };
}

self.addEventListener('message', async ({ data }: MessageEvent<RunRequest>) => {
  try {
    answer(await serve(data));
  } catch (error) {
    answer({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});
