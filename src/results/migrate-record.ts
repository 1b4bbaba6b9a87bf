/** What a record of any version is taken for before it is known: an object with some fields. */
type Fields = Record<string, unknown>;

/**
 * Brings a record of schema version 1 to version 2, which knows the sittings in which a record was
 * measured and more of its machine: what version 1 did not note is null or unknown. Other records
 * are returned as they are; the schema refuses what it does not know.
 */
export function migrateRecord(json: unknown): unknown {
  if (!isObject(json) || json['schemaVersion'] !== 1) return json;
  const { machine, blocks } = json;
  return {
    ...json,
    schemaVersion: 2,
    ...(isObject(machine) && {
      machine: { ...machine, kind: 'unknown', governor: null, cpuQuota: null },
    }),
    sessions: sessionsOf(json['startedAt'], Array.isArray(blocks) ? blocks : []),
  };
}

/** A session for each sitting that the blocks name; the first began with the record. */
function sessionsOf(startedAt: unknown, blocks: readonly unknown[]) {
  const begun = [startedAt];
  for (const block of blocks) {
    if (!isObject(block)) continue;
    const { session } = block;
    const isSmall = typeof session === 'number' && session < blocks.length * 2 + 100;
    if (isSmall) begun[session] ??= block['startedAt'];
  }
  return Array.from(begun, (start) => ({
    startedAt: start ?? startedAt,
    bootedAt: null,
    commit: null,
    dirty: null,
    clockStepNs: null,
    clockCallNs: null,
  }));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
