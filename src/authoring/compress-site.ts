import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

const compressible = /\.(?:html|css|js|mjs|json|svg|txt|xml|csv|wasm|pf_\w+)$/;
/** Below this a compressed file saves no packet. */
const smallestBytes = 1400;

export interface Compressed {
  files: number;
  bytes: number;
  gzipBytes: number;
  brotliBytes: number;
}

/**
 * Writes `.gz` and `.br` beside every text of a built site, for hosts that send what lies ready
 * (nginx with gzip_static, Caddy, sirv). Throws where there is no site.
 */
export async function compressSite(folder: string): Promise<Compressed> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(`${folder} holds no built site. Build it first: npm run build`);
  }
  const total: Compressed = { files: 0, bytes: 0, gzipBytes: 0, brotliBytes: 0 };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => compressible.test(file) && statSync(file).size >= smallestBytes)
    .sort();
  // A few at a time: each holds a file and its two results.
  const workers = Array.from({ length: 4 }, async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const bytes = readFileSync(file);
      const [gzipped, brotlied] = await Promise.all([
        promisify(gzip)(bytes, { level: 9 }),
        promisify(brotliCompress)(bytes, {
          params: { [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }),
      ]);
      writeWhole(`${file}.gz`, gzipped);
      writeWhole(`${file}.br`, brotlied);
      total.files++;
      total.bytes += bytes.length;
      total.gzipBytes += gzipped.length;
      total.brotliBytes += brotlied.length;
    }
  });
  await Promise.all(workers);
  return total;
}

function writeWhole(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}
