import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPeers, machineEffects } from '#lab/peers/install.ts';

// npm run references: writes tests/lab/models/reference/*.json anew, by PyTorch and Keras.
const root = fileURLToPath(new URL('..', import.meta.url));
try {
  const { python } = await installPeers(root, (line) => console.error(line), machineEffects(root));
  const script = 'tests/lab/models/reference/make_references.py';
  const { status } = spawnSync(python, [script], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
