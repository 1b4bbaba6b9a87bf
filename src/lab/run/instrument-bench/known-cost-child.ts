import { serveChild } from '../serve-child.ts';
import { loadKnownCost } from './known-costs.ts';

// A process of its own for one case of known cost.
serveChild(loadKnownCost);
