import { fileURLToPath } from 'node:url';
import { compressSite } from '#authoring/compress-site.ts';

// npm run compress: .gz and .br beside the texts of dist/, for hosts that send what lies ready.
try {
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const { files, bytes, gzipBytes, brotliBytes } = await compressSite(folder);
  const mb = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  console.log(
    `${files} files, ${mb(bytes)}: ${mb(gzipBytes)} as .gz, ${mb(brotliBytes)} as .br beside them`,
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
