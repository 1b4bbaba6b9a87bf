import { fileURLToPath } from 'node:url';
import { inspect } from '#authoring/inspect.ts';
import { previewNotes, writePreviewNotes } from '#authoring/preview-notes.ts';
import { staleExperiments } from '#lab/run/staleness.ts';
import { site } from '../site.config.ts';

// What `npm run dev` runs whenever a file has changed: checks posts and records anew, in a process
// of its own, for the modules of figures are read once by each process.
const root = fileURLToPath(new URL('..', import.meta.url));
const { primaryMachines } = site;
const inspection = await inspect(root, { primaryMachines, showLocal: true, preview: true });
const stale = await staleExperiments(root, primaryMachines);
writePreviewNotes(root, previewNotes(inspection, stale));
