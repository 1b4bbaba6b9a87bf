import { readFile, writeFile } from 'node:fs/promises';
import { EngineError } from './failures.ts';
import { tfjsNode } from './pins.ts';

const shared = 'static std::set<std::string> ATTR_NAME_SET;';
const ownOfEachThread = 'static thread_local std::set<std::string> ATTR_NAME_SET;';

/**
 * Gives each thread its own names of attributes. The package keeps one std::set of them for the
 * whole process and inserts without a lock: a thread that searches while another inserts can get a
 * neighbouring name, so that an operation runs with a default where an attribute was meant, or the
 * heap is damaged. Workers that each open the engine meet this.
 */
export async function mendBinding(sourceFile: string): Promise<void> {
  const source = await readFile(sourceFile, 'utf8');
  const parts = source.split(shared);
  if (parts.length !== 2) {
    throw new EngineError(
      `The source of ${tfjsNode.name} ${tfjsNode.version} is not as expected (found ${parts.length - 1} times, expected once: ${shared}): run npm ci, then npm run engine again.`,
    );
  }
  await writeFile(sourceFile, parts.join(ownOfEachThread));
}
