import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type InstallEffects, installPeers, readRequirements } from '#lab/peers/install.ts';

const requirements = '# pinned\nnumpy==2.0.2\ntorch==2.15.0\n';
const fitting = { code: 0, output: '2.0.2\n2.15.0+cu132\n' };
let root = '';
let commands: string[] = [];

/** A machine where commands end as told: the version check, the environment, pip. */
function machine(
  ends: Partial<Record<'check' | 'venv' | 'pip', { code: number; output: string }>>,
  freeBytes = 50e9,
): InstallEffects {
  return {
    freeBytes: () => freeBytes,
    async run(_command, args) {
      const what = args[0] === '-c' ? 'check' : args[1] === 'venv' ? 'venv' : 'pip';
      commands.push(what);
      if (what === 'venv') put('.peers/env/bin/python', '');
      return ends[what] ?? { code: 0, output: '' };
    },
  };
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const install = (effects: InstallEffects) => installPeers(root, () => {}, effects);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'peers-'));
  commands = [];
  put('src/lab/peers/requirements.txt', requirements);
});

describe('the Python environment of the peers', () => {
  it('is made and filled where there is none', async () => {
    const { did } = await install(machine({ check: fitting }));
    expect(did).toBe('installed');
    expect(commands).toEqual(['venv', 'pip', 'check']);
  });

  it('is taken as it is where its versions fit', async () => {
    put('.peers/env/bin/python', '');
    expect((await install(machine({ check: fitting }))).did).toBe('adopted');
    expect(commands).toEqual(['check']);
  });

  it('is not looked at again once stamped', async () => {
    await install(machine({ check: fitting }));
    commands = [];
    expect((await install(machine({}))).did).toBe('nothing');
    expect(commands).toEqual([]);
  });

  it('is installed again when the requirements change', async () => {
    await install(machine({ check: fitting }));
    commands = [];
    put('src/lab/peers/requirements.txt', requirements.replace('2.15.0', '2.16.0'));
    const other = machine({ check: fitting });
    await expect(install(other)).rejects.toThrow('Remove the folder .peers/env');
    expect(commands).toEqual(['check', 'venv', 'pip', 'check']);
    expect(readFileSync(join(root, '.peers/requirements.sha256'), 'utf8')).toMatch(
      /^[0-9a-f]{64}\n$/,
    );
  });

  it.each([
    ['no Python', { venv: { code: 127, output: 'spawn python3 ENOENT' } }, 'There is no python3'],
    [
      'no venv module',
      { venv: { code: 1, output: 'ensurepip is not available' } },
      'apt-get install python3-venv',
    ],
    [
      'no network',
      { pip: { code: 1, output: 'ERROR: Max retries exceeded with url' } },
      'The network did not give the packages',
    ],
    [
      'a full disk',
      { pip: { code: 1, output: 'ERROR: [Errno 28] No space left on device' } },
      'The disk filled up',
    ],
    [
      'no such version',
      { pip: { code: 1, output: 'ERROR: No matching distribution found for torch' } },
      'Python (3.10 to 3.12',
    ],
    ['something else', { pip: { code: 2, output: 'ERROR: broken wheel' } }, 'ERROR: broken wheel'],
  ])('with %s is an error that says so and names the command', async (_what, ends, message) => {
    const failing = install(machine({ check: fitting, ...ends }));
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toThrow('run npm run bench:peers again');
  });

  it('is not begun on a disk that cannot hold it', async () => {
    await expect(install(machine({}, 2e9))).rejects.toThrow('2.0 GB are free');
    expect(commands).toEqual([]);
  });
});

describe('the requirements', () => {
  it('are read as names and versions', () => {
    expect(readRequirements(requirements)).toEqual([
      { name: 'numpy', version: '2.0.2' },
      { name: 'torch', version: '2.15.0' },
    ]);
  });

  it('must be pinned', () => {
    expect(() => readRequirements('torch>=2')).toThrow('received "torch>=2"');
  });
});
