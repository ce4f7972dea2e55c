import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Makes everything that is generated and not committed: the Prisma client, the page with GraphiQL, types, type
// definitions and resolver maps of the subgraphs, and the types of the clients that tests use. Does nothing when no
// input changed.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const stampFile = join(root, '.data', 'generated.stamp');

const inputs = [
  'prisma/schema/*.prisma',
  'prisma/prisma.config.ts',
  'subgraphs/*/src/modules/**/schema.graphql',
  'subgraphs/*/src/modules/**/schema.mappers.ts',
  'subgraphs/*/src/modules/*/resolvers/**/*.ts',
  'gateway/src/pages/*',
  'gateway/supergraph.yaml',
  'infra/tooling/src/codegen-config.ts',
  'infra/tooling/src/client-types.ts',
  'infra/tooling/src/web-client-types.ts',
  'test/clients/web/documents/*.ts',
  'pnpm-lock.yaml',
];
const outputs = [
  'prisma/generated/client.ts',
  'subgraphs/identity/src/resolvers.generated.ts',
  'gateway/generated/graphiql',
  'test/kit/generated/api-types.d.ts',
  'test/clients/web/generated/graphql.ts',
];

const stamp = stampOf(inputs);
const isFresh =
  outputs.every((file) => existsSync(join(root, file))) &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === stamp;

if (!isFresh || process.argv.includes('--force')) {
  generatePrismaClient();
  buildGraphiql();
  await generateSubgraphs();
  await generateClientTypes();
  mkdirSync(dirname(stampFile), { recursive: true });
  // Stubs may have been added, so the stamp is taken again.
  writeFileSync(stampFile, stampOf(inputs));
}

function generatePrismaClient(): void {
  const folder = join(root, 'prisma');
  const cli = join(
    dirname(createRequire(join(folder, 'package.json')).resolve('prisma/package.json')),
    'build/index.js',
  );
  execFileSync(process.execPath, [cli, 'generate'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Generating needs no engine, but the command looks for one and would fetch it from the network.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
}

async function generateSubgraphs(): Promise<void> {
  // Loaded only when needed: finding out that nothing changed should cost milliseconds.
  const { generate } = await import('@graphql-codegen/cli');
  const { codegenConfig } = await import('./codegen-config.js');
  // One after the other: the generator keeps state between calls that run at once.
  for (const subgraph of readdirSync(join(root, 'subgraphs')).sort())
    await generate(codegenConfig(root, subgraph), true);
}

async function generateClientTypes(): Promise<void> {
  const { writeClientTypes } = await import('./client-types.js');
  await writeClientTypes(root, join(root, 'test/kit/generated/api-types.d.ts'));
  const { writeWebClientTypes } = await import('./web-client-types.js');
  await writeWebClientTypes(root);
}

function buildGraphiql(): void {
  const script = join(root, 'gateway/src/pages/build-graphiql.ts');
  execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

function stampOf(patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root }).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
