import { workerData } from 'node:worker_threads';
import { answer } from '#incremental/threads.ts';
import { examineFolder } from './examine-posts.ts';
import type { SourceFolder } from './read-posts.ts';
import type { KnownNames } from './vocabulary-problems.ts';

// One thread of those that examine posts.
answer((source: SourceFolder) => examineFolder(source, workerData as KnownNames));
