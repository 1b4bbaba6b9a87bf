import { loadExperiment } from './load-experiments.ts';
import { serveChild } from './serve-child.ts';

// A process of its own for one case of one block.
serveChild(loadExperiment);
