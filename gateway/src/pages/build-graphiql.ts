import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { assetFolder } from './assets.js';

const common: BuildOptions = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  platform: 'browser',
  outdir: assetFolder,
  entryNames: '[name]',
  assetNames: '[name]-[hash]',
  loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file', '.svg': 'dataurl', '.png': 'dataurl' },
  legalComments: 'none',
  logLevel: 'warning',
};

/** The editor is a dependency of GraphiQL, not ours: its files are found from where GraphiQL finds them. */
function workerFiles(): Record<string, string> {
  const here = createRequire(import.meta.url);
  const graphiql = createRequire(here.resolve('graphiql'));
  const editor = createRequire(graphiql.resolve('@graphiql/react'));
  return {
    'editor.worker': editor.resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
    'json.worker': editor.resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
    'graphql.worker': editor.resolve('monaco-graphql/esm/graphql.worker.js'),
  };
}

/** Bundles GraphiQL with everything it loads, so that the page works without internet. Takes some seconds. */
export async function buildGraphiql(): Promise<void> {
  await mkdir(assetFolder, { recursive: true });
  await build({ ...common, entryPoints: workerFiles() });
  await build({
    ...common,
    entryPoints: { graphiql: join(dirname(new URL(import.meta.url).pathname), 'graphiql-app.mjs') },
  });
}

await buildGraphiql();
