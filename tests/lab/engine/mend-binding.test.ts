import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutOf } from '#lab/engine/layout.ts';
import { mendBinding } from '#lab/engine/mend-binding.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mend-binding-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the package's source", () => {
  it('gets a set of attribute names for each thread, and no other change', async () => {
    const source = join(layoutOf().packageFolder, 'binding/tfjs_backend.cc');
    const before = (await readFile(source, 'utf8')).split('\n');
    const copy = join(folder, 'tfjs_backend.cc');
    await writeFile(copy, before.join('\n'));
    await mendBinding(copy);
    const after = (await readFile(copy, 'utf8')).split('\n');
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed).toEqual(['static thread_local std::set<std::string> ATTR_NAME_SET;']);
  });

  it('is refused where it is not the one that was read, and stays as it is', async () => {
    const other = join(folder, 'other.cc');
    await writeFile(other, 'static NameSet names;\n');
    await expect(mendBinding(other)).rejects.toThrow(
      /is not as expected \(found 0 times, expected once: .*run npm ci, then npm run engine again/,
    );
    expect(await readFile(other, 'utf8')).toBe('static NameSet names;\n');
  });
});
