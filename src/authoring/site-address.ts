import { BuildError } from './prepare.ts';

/**
 * Refuses a SITE_URL or a BASE_PATH under which pages would not find their own files. Throws a
 * BuildError that names what was expected.
 */
export function checkSiteAddress({ SITE_URL, BASE_PATH }: NodeJS.ProcessEnv): void {
  const problems = [siteProblem(SITE_URL), baseProblem(BASE_PATH)].filter(
    (problem) => problem !== undefined,
  );
  if (problems.length > 0) throw new BuildError(problems.join('\n'));
}

function siteProblem(received: string | undefined): string | undefined {
  if (received === undefined || received === '') return undefined;
  const refuse = (expected: string, repair: string) =>
    `SITE_URL: expected ${expected}; received ${JSON.stringify(received)}.\n  ${repair}`;
  const origin = 'the address of the host, such as https://example.org';
  if (!URL.canParse(received)) return refuse(origin, 'Write it with https:// at its beginning.');
  const url = new URL(received);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(origin, 'Write it with https:// at its beginning.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return refuse(`${origin}, and nothing behind it`, `Set SITE_URL=${url.origin}`);
  }
  if (url.pathname !== '/') {
    const path = url.pathname.replace(/\/*$/, '/');
    return refuse(
      'the host alone; the path belongs into BASE_PATH',
      `Set SITE_URL=${url.origin} BASE_PATH=${path}`,
    );
  }
  return undefined;
}

function baseProblem(received: string | undefined): string | undefined {
  if (received === undefined) return undefined;
  // Segments that a host serves as they are written: neither escaped nor resolved.
  if (/^\/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)*$/.test(received)) return undefined;
  const words = received.match(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*/g) ?? [];
  const isNear = /^[\w./~-]*$/.test(received);
  return (
    'BASE_PATH: expected a path that begins and ends with "/", of letters, digits, ".", "_", "~" ' +
    `and "-", such as "/blog/"; received ${JSON.stringify(received)}.\n  ` +
    (isNear ? `Set BASE_PATH=${['', ...words, ''].join('/')}` : 'Set BASE_PATH=/blog/')
  );
}
