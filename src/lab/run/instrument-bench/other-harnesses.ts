import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from 'simple-statistics';
import { spin } from './known-costs.ts';

/** What another harness says of the same loop, in ms a call. */
export interface OtherHarness {
  name: string;
  medianMs: number;
}

const pins = { tinybench: '6.2.3', mitata: '1.0.34' };

type Tinybench = {
  Bench: new (
    options: object,
  ) => {
    add(name: string, run: () => void): void;
    run(): Promise<unknown>;
    tasks: { result: { latency: { p50: number } } }[];
  };
};
type Mitata = { measure(run: () => unknown): Promise<{ p50: number }> };

/** tinybench and mitata, in this process: the medians of the loop of so many steps. */
export async function otherHarnesses(folder: string, steps: number): Promise<OtherHarness[]> {
  install(folder);
  const load = createRequire(join(folder, 'package.json'));
  const { Bench } = (await import(
    /* @vite-ignore */ pathToFileURL(load.resolve('tinybench')).href
  )) as Tinybench;
  const { measure } = (await import(
    /* @vite-ignore */ pathToFileURL(load.resolve('mitata')).href
  )) as Mitata;
  const bench = new Bench({ time: 1000 });
  bench.add('loop', () => void spin(steps));
  await bench.run();
  const { p50 } = await measure(() => spin(steps));
  return [
    {
      name: `tinybench ${pins.tinybench}`,
      medianMs: bench.tasks[0]?.result.latency.p50 ?? Number.NaN,
    },
    { name: `mitata ${pins.mitata}`, medianMs: p50 / 1e6 },
  ];
}

/** The packages in their pinned versions, in a folder that git ignores. */
function install(folder: string): void {
  if (Object.keys(pins).every((name) => existsSync(join(folder, 'node_modules', name)))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const wanted = Object.entries(pins).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...wanted], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/** Time of a whole process with the loop less that of one without it, in ms for one loop. */
export interface ProcessTimes {
  name: string;
  differenceMs: number;
}

/**
 * Start and loop of a fresh Node process less those of one that only starts: by hyperfine, where it
 * is there, and by plain timing of twenty alternating processes. The loop is ten times as long as
 * the one that is compared, because a start takes tens of ms and never the same.
 */
export function processTimes(folder: string, steps: number): ProcessTimes[] {
  const program = join(folder, 'spin.cjs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(program, `${spin}\nspin(Number(process.argv[2]));\n`);
  const times = 10;
  const command = (count: number) => [process.execPath, program, String(count)];
  const ownMs = (count: number) => {
    const start = process.hrtime.bigint();
    const [node = '', ...args] = command(count);
    execFileSync(node, args);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const pairsMs = Array.from({ length: 20 }, () => ownMs(times * steps) - ownMs(0));
  const plain = { name: 'plain timing of processes', differenceMs: median(pairsMs) / times };
  const report = join(folder, 'hyperfine.json');
  const arguments_ = ['-N', '--warmup', '3', '--runs', '20', '--export-json', report];
  const { error, status } = spawnSync(
    'hyperfine',
    [...arguments_, command(times * steps).join(' '), command(0).join(' ')],
    { stdio: 'ignore' },
  );
  if (error !== undefined || status !== 0) return [plain];
  const { results } = JSON.parse(readFileSync(report, 'utf8')) as { results: { median: number }[] };
  const [whole, bare] = results.map((each) => each.median * 1000);
  return [
    plain,
    { name: 'hyperfine', differenceMs: ((whole as number) - (bare as number)) / times },
  ];
}
