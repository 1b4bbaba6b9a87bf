import { fileURLToPath } from 'node:url';
import { machineEffects } from '#lab/peers/install.ts';
import { listingRunner, pythonForListings, runListings } from '#lab/peers/run-listings.ts';

// npm run listings: runs the Python that the articles show and says what each program has shown.
const root = fileURLToPath(new URL('..', import.meta.url));
try {
  const say = (line: string) => console.error(line);
  const python = await pythonForListings(root, say, machineEffects(root));
  const isGood = await runListings(listingRunner(root, python), (line) => console.log(line));
  if (!isGood) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
