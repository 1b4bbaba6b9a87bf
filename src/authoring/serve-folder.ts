import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/**
 * Serves a built site on this machine alone, on the first free port from `port`. Its
 * address ends with the base path under which the site was built: `http://localhost:4321/`.
 */
export async function serveFolder(
  folder: string,
  port: number,
  base: string,
): Promise<{ address: string; close: () => void }> {
  const files = sirv(folder, { dev: true });
  const missing = join(folder, '404.html');
  const prefix = `/${base.replace(/^\/|\/$/g, '')}`.replace(/\/$/, '');
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const notFound = () => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(missing) ? readFileSync(missing) : 'There is no such page.');
    };
    if (!url.startsWith(`${prefix}/`)) return notFound();
    request.url = url.slice(prefix.length);
    files(request, response, notFound);
  });
  const taken = await listen(server, port);
  return { address: `http://localhost:${taken}${prefix}/`, close: () => server.close() };
}

async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    const free = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(port, 'localhost', () => resolve(true));
    });
    if (free) return port;
  }
  throw new Error(
    `All ports from ${first} to ${first + 99} are taken. Choose another: npm start -- --port 8000`,
  );
}
