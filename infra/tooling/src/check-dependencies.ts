// cspell:ignore xgwf
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Fails when the lock file holds two copies of a package that must be one, or a version with a
// known advisory. Two copies of graphql or of federation-internals break nearly every query.
const single = [
  'graphql',
  '@apollo/federation-internals',
  '@apollo/query-planner',
  '@apollo/composition',
  '@apollo/gateway',
];

/** Lowest versions without the advisory named beside them. */
const floors: Readonly<Record<string, { readonly version: string; readonly advisory: string }>> = {
  '@apollo/gateway': { version: '2.13.2', advisory: 'CVE-2026-32621' },
  '@apollo/federation-internals': { version: '2.13.2', advisory: 'CVE-2026-32621' },
  '@apollo/query-planner': { version: '2.13.2', advisory: 'CVE-2026-32621, CVE-2025-32031, CVE-2024-43414' },
  '@apollo/server': { version: '5.5.0', advisory: 'GHSA-9q82-xgwf-vj6h' },
  mongoose: { version: '9.9.2', advisory: 'CVE-2026-125120' },
  ioredis: { version: '6.0.0', advisory: 'MOVED slot prototype pollution' },
};

const lockFile = fileURLToPath(new URL('../../../pnpm-lock.yaml', import.meta.url));
const versions = versionsIn(readFileSync(lockFile, 'utf8'));
const problems = [...doubles(), ...belowFloor()];

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`dependencies: ${single.length} single copies, ${Object.keys(floors).length} floors hold\n`);

function* doubles(): Generator<string> {
  for (const name of single) {
    const found = [...(versions.get(name) ?? [])];
    if (found.length !== 1) yield `${name} must be installed once, and is there as: ${found.join(', ') || 'nothing'}`;
  }
}

function* belowFloor(): Generator<string> {
  for (const [name, { version, advisory }] of Object.entries(floors)) {
    for (const found of versions.get(name) ?? []) {
      if (compare(found, version) < 0) yield `${name} ${found} is below ${version} (${advisory})`;
    }
  }
}

/** Every version of every package that the lock file installs. */
function versionsIn(text: string): Map<string, Set<string>> {
  const packages = text.slice(text.indexOf('\npackages:'), text.indexOf('\nsnapshots:'));
  const found = new Map<string, Set<string>>();
  for (const [, name = '', version = ''] of packages.matchAll(/^ {2}'?((?:@[^/]+\/)?[^@'\s]+)@([^:'(]+)/gm)) {
    found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return found;
}

function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split('-')[0]?.split('.').map(Number) ?? []);
  for (let index = 0; index < 3; index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
