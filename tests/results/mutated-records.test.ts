import { it } from 'vitest';
import { expectNoSurprise } from './mutate-record.ts';

it('300 mutated records are read, or refused with all that repairs them', () => {
  expectNoSurprise(300);
});
