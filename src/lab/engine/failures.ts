import { nodeHeaders, tfjsNode, wheel } from './pins.ts';

/** A reason why the engine cannot be had, in one sentence a cause, each with its repair. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/** What was being done when a command failed. */
export type Step = 'download' | 'headers' | 'package' | 'unpack' | 'compile' | 'own installer';

const subjects: Record<Step, string> = {
  download: `the wheel ${wheel.name} ${wheel.version}`,
  headers: `the package ${nodeHeaders.name} ${nodeHeaders.version}`,
  package: `the package ${tfjsNode.name} ${tfjsNode.version}`,
  unpack: `the wheel ${wheel.name} ${wheel.version}`,
  compile: 'the binding',
  'own installer': `the library of ${tfjsNode.name}`,
};

const unreachable =
  /Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Connection (?:refused|reset|aborted|broken)|Temporary failure in name resolution|Network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/i;
const again = 'run npm run engine again';

/** Says in one sentence why a step failed, from what its command printed. */
export function explainFailure(step: Step, output: string): string {
  const subject = subjects[step];
  if (/No space left on device|ENOSPC/i.test(output)) {
    return `The disk filled up at ${subject}: free about 1.3 GB and ${again}.`;
  }
  if (/DO NOT MATCH THE HASHES|EINTEGRITY/i.test(output)) {
    return `The download of ${subject} is not the pinned file (its hash differs): check which package index is configured, then ${again}.`;
  }
  if (step !== 'compile' && unreachable.test(output)) {
    return `The network did not give ${subject}: check the connection, or the proxy and package index of pip and npm, then ${again}.`;
  }
  if (/No matching distribution found|E404|ETARGET|No module named pip/i.test(output)) {
    return `The configured package index has no ${subject.replace(/^the /, '')}: configure one that has it, then ${again}.`;
  }
  if (/EACCES|EPERM|EROFS|Permission denied|Read-only file system/i.test(output)) {
    return `A folder could not be written at ${subject} (${telling(output)}): give this user the right to write there, then ${again}.`;
  }
  if (step === 'compile') {
    return `The binding did not compile (${telling(output)}): install a C++17 compiler with its standard library (Debian: apt-get install g++ make), then ${again}.`;
  }
  return `Getting ${subject} failed (${telling(output)}): repair that, then ${again}.`;
}

/** The line of a command's output that tells most: its last error, else its last line. */
function telling(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter(
    (line) => /error|denied|cannot/i.test(line) && !/ERR! not ok/.test(line),
  );
  return (errors[0] ?? lines.at(-1) ?? 'it printed nothing').slice(0, 200);
}
