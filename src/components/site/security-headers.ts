/** Where scripts, styles and all else may come from: this site alone. Nothing stands in the page itself. */
const sources = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The content security policy as a page can carry it, for hosts that cannot send headers. */
export const policyInPage = sources.join('; ');

/**
 * What a host should send with every file. Not among them: Strict-Transport-Security, which binds
 * everything else under the host's name for as long as it says.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  // A page cannot forbid by itself that another one frames it.
  'Content-Security-Policy': [...sources, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Files whose names change with their content, and how long they may be kept. */
export const keptForever = {
  folder: '_astro/',
  header: 'public, max-age=31536000, immutable',
} as const;
