import { spawn } from 'node:child_process';

// Runs a command in a process group of its own and ends the whole group as soon as standard
// input closes: so even after a SIGKILL of the installer no download or compiler stays behind.
const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  detached: process.platform !== 'win32',
  stdio: ['ignore', 'inherit', 'inherit'],
});

function endGroup(): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

process.stdin.on('close', endGroup).resume();
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
