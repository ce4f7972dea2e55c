import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { assetFolder } from './assets.js';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Only what this server sends; the editor sets styles from script, which needs the one exception. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tender Insight Hub: GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/assets/graphiql.css">
</head>
<body>
<div id="graphiql"></div>
<script src="/graphiql/assets/graphiql.js"></script>
</body>
</html>
`;

const notBuilt = 'GraphiQL is not built here. Run: pnpm --filter @hub/gateway build:graphiql\n';

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Adds `/graphiql` with all it needs, and leads there from `/`. Nothing is read from the disk while serving, so no path of a client reaches it. */
export function addPages(app: FastifyInstance): void {
  const assets = new Map<string, Asset>();
  const loaded = existsSync(join(assetFolder, 'graphiql.js')) ? load(assets) : Promise.resolve();
  app.get('/', async (_request, reply) => reply.header('cache-control', 'no-cache').redirect('/graphiql'));
  app.get('/graphiql', async (_request, reply) => {
    await loaded;
    if (assets.size === 0) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
    return reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  });
  app.get<{ Params: { name: string } }>('/graphiql/assets/:name', async (request, reply) => {
    await loaded;
    const asset = assets.get(request.params.name);
    if (asset === undefined) return reply.callNotFound();
    return reply.header('cache-control', 'public, max-age=3600').type(asset.type).send(asset.bytes);
  });
}

async function load(assets: Map<string, Asset>): Promise<void> {
  for (const name of await readdir(assetFolder)) {
    const type = types[extname(name)];
    if (type !== undefined) assets.set(name, { type, bytes: await readFile(join(assetFolder, name)) });
  }
}
