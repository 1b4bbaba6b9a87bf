import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trainNumerals } from '#lab/run/train-numerals.ts';

// npm run train:numerals: trains the network that readers may try, natively; weights and record together.
const folder = fileURLToPath(new URL('../src/trained', import.meta.url));
console.log('Training takes one or two minutes.');
const { bytes, record } = await trainNumerals();
const files = { 'numerals.bin': bytes, 'numerals.json': `${JSON.stringify(record, null, 2)}\n` };
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(folder, `.${name}`), content);
}
for (const name of Object.keys(files)) renameSync(join(folder, `.${name}`), join(folder, name));
const { heldOut, structural } = record.examined;
console.log(
  `written: src/trained/numerals.bin (${bytes.length} bytes) and numerals.json; of held-out numbers ` +
    `${heldOut.right} in ${heldOut.of} without a mistake, of structural ones ${structural.right} in ${structural.of}`,
);
