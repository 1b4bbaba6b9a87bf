import type { BackendId } from '#lab/backends/backend.ts';
import type { NativeEngineStatus } from '#lab/engine/status.ts';

/** A wish that this checkout cannot fulfil. */
export class EngineChoiceError extends Error {
  override name = 'EngineChoiceError';
}

export interface EngineChoice {
  backend: BackendId;
  /** Why this engine runs; kept in the record. */
  reason: string;
  /** One line for whoever watches, where the engine is not the one she might expect. */
  notice?: string;
}

/**
 * Chooses the engine: native where it is installed. Published records are native; a quick run
 * falls back to WASM and says so; an engine asked for by name is used or refused.
 */
export function chooseEngine(
  wanted: BackendId | undefined,
  mode: 'publish' | 'quick',
  native: NativeEngineStatus,
): EngineChoice {
  if (mode === 'publish' && wanted !== undefined && wanted !== 'native') {
    throw new EngineChoiceError(
      `Published records are measured with native TensorFlow; received --backend ${wanted}. ` +
        `For a record of your own: npm run measure -- --quick --backend ${wanted}`,
    );
  }
  if (wanted !== undefined && wanted !== 'native') {
    return { backend: wanted, reason: `asked for by --backend ${wanted}` };
  }
  if (native.installed) {
    return {
      backend: 'native',
      reason: wanted === 'native' ? 'asked for by --backend native' : 'installed; the default',
    };
  }
  if (wanted === 'native' || mode === 'publish') {
    const why = wanted === 'native' ? '--backend native needs' : 'Publish mode measures with';
    throw new EngineChoiceError(
      `${why} native TensorFlow, which is not ready here (${native.reason}). Get it: npm run engine`,
    );
  }
  return {
    backend: 'wasm',
    reason: 'native TensorFlow was not ready',
    notice: `Native TensorFlow is not ready here (${native.reason}): measuring with WASM. Get it: npm run engine`,
  };
}
