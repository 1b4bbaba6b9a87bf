import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** A running server of files, as a host would run it. */
export interface Host {
  /** `http://localhost:8080`, without a path. */
  origin: string;
  close(): Promise<void>;
}

/** What a host does besides sending files. */
export interface HostKind {
  name: string;
  isInstalled: boolean;
  /** Whether it sends the security headers, and the page of what is not found. */
  sendsHeaders: boolean;
  hasNotFoundPage: boolean;
  /** Whether it sends the compressed files that lie beside the others. */
  sendsCompressed: boolean;
  /** Serves a folder, whose site stands below `base`. */
  start(folder: string, base: string): Promise<Host>;
}

const has = (command: string) =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

export const hostKinds: readonly HostKind[] = [
  {
    name: 'nginx',
    isInstalled: has('nginx'),
    sendsHeaders: true,
    hasNotFoundPage: true,
    sendsCompressed: true,
    start: async (folder, base) => {
      const port = await freePort();
      const work = workFolder();
      const config = join(work, 'nginx.conf');
      const recipe = readFileSync(
        fileURLToPath(new URL('../../deploy/nginx.conf', import.meta.url)),
        'utf8',
      )
        .replaceAll(/listen (\[::\]:)?80;/g, (_, six) => (six ? '' : `listen ${port};`))
        .replace('/usr/share/nginx/html', folder)
        .replace('/404.html', `${base}404.html`)
        .replace('^/_astro/', `^${base}_astro/`);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${work}/${name};`)
        .join(' ');
      writeFileSync(
        config,
        `daemon off; pid ${work}/pid; error_log ${work}/errors; ${asRoot('user root;')}\n` +
          `events {}\nhttp { access_log off; ${temporary}\n${recipe}\n}\n`,
      );
      return untilItAnswers(spawn('nginx', ['-c', config], { stdio: 'ignore' }), port);
    },
  },
  {
    name: 'Apache',
    isInstalled: has('apache2'),
    sendsHeaders: true,
    hasNotFoundPage: true,
    sendsCompressed: false,
    start: async (folder) => {
      const port = await freePort();
      const work = workFolder();
      const config = join(work, 'apache.conf');
      const modules = '/usr/lib/apache2/modules';
      const loaded = ['mpm_event', 'authz_core', 'dir', 'mime', 'alias', 'headers', 'setenvif']
        .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
        .join('\n');
      writeFileSync(
        config,
        `${loaded}\nServerRoot ${work}\nServerName localhost\nListen ${port}\nPidFile ${work}/pid\n` +
          `ErrorLog ${work}/errors\nTypesConfig /etc/mime.types\nDocumentRoot "${folder}"\n` +
          `${asRoot('User www-data\nGroup www-data')}\n` +
          `<Directory "${folder}">\nRequire all granted\nAllowOverride All\n</Directory>\n`,
      );
      const server = spawn('apache2', ['-X', '-f', config], { stdio: 'ignore' });
      return untilItAnswers(server, port);
    },
  },
  {
    name: 'Python http.server',
    isInstalled: has('python3'),
    sendsHeaders: false,
    hasNotFoundPage: false,
    sendsCompressed: false,
    start: async (folder) => {
      const port = await freePort();
      const args = ['-m', 'http.server', String(port), '--directory', folder];
      return untilItAnswers(spawn('python3', args, { stdio: 'ignore' }), port);
    },
  },
  {
    name: 'Node sirv',
    isInstalled: true,
    sendsHeaders: false,
    hasNotFoundPage: false,
    sendsCompressed: true,
    start: async (folder) => {
      const files = sirv(folder, { gzip: true, brotli: true });
      const server = createServer((request, response) => {
        files(request, response, () => {
          response.writeHead(404).end('Not found');
        });
      });
      await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
      const { port } = server.address() as AddressInfo;
      return {
        origin: `http://localhost:${port}`,
        close: async () => {
          server.closeAllConnections();
          server.close();
        },
      };
    },
  },
];

const workFolder = () => mkdtempSync(join(tmpdir(), 'host-'));

const asRoot = (lines: string) => (process.getuid?.() === 0 ? lines : '');

async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

async function untilItAnswers(server: ChildProcess, port: number): Promise<Host> {
  const origin = `http://localhost:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (server.exitCode !== null) break;
    const answered = await fetch(origin, { redirect: 'manual' }).catch(() => undefined);
    if (answered !== undefined) {
      return {
        origin,
        close: async () => {
          const ended = new Promise((resolve) => server.once('exit', resolve));
          server.kill('SIGTERM');
          await ended;
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server at ${origin} did not start: ${server.spawnargs.join(' ')}`);
}
