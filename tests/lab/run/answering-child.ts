import type { ChildRequest } from '#lab/run/child-messages.ts';
import { rightAnswer } from './made-answers.ts';

// A process that answers at once, as one that measures would.
process.on('disconnect', () => process.exit(1));
process.once('message', (request: ChildRequest) => {
  process.send?.(rightAnswer(request), undefined, undefined, () => process.disconnect());
});
