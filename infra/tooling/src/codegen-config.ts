import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from '@eddeee888/gcg-typescript-resolver-files';
import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types, type definitions and resolver stubs of one subgraph, made from its SDL. */
export function codegenConfig(root: string, subgraph: string): CodegenConfig {
  const folder = join('subgraphs', subgraph, 'src/modules');
  return {
    cwd: root,
    silent: true,
    errorsOnly: true,
    noSilentErrors: true,
    generates: { [folder]: { ...resolverFilesOf(root), schema: `${folder}/**/schema.graphql` } },
  };
}

// Root fields always get a file. An object type gets one when its fields are not simply read from
// the value: make `resolvers/<Type>.ts`, empty, and the generator fills it.
function typesWithResolvers(root: string): string[] {
  return globSync('subgraphs/*/src/modules/*/resolvers/*.ts', { cwd: root }).map((file) => {
    const [, , , , module = ''] = file.split('/');
    return `${module}.${basename(file, '.ts')}`;
  });
}

function resolverFilesOf(root: string): ReturnType<typeof defineConfig> {
  return defineConfig({
    mode: 'modules',
    resolverGeneration: {
      query: '*',
      mutation: '*',
      subscription: '*',
      scalar: '*',
      object: typesWithResolvers(root),
      union: '',
      interface: '',
      enum: '',
    },
    resolverMainFile: '../resolvers.generated.ts',
    typeDefsFilePath: '../type-defs.generated.ts',
    resolverTypesPath: '../types.generated.ts',
    mergeSchema: false,
    emitLegacyCommonJSImports: false,
    scalarsOverrides: {
      ID: { type: 'string' },
      // A field may be a promise wherever it is; a count is one, so that only who asks for it pays for it.
      Int: { type: { input: 'number', output: 'number | Promise<number>' } },
      DateTime: { type: { input: 'Date', output: 'Date | string' }, resolver: '~@hub/runtime/graphql#dateTimeScalar' },
      Date: { type: { input: 'string', output: 'Date | string' }, resolver: '~@hub/runtime/graphql#dateScalar' },
      JSON: { type: 'unknown', resolver: '~@hub/runtime/graphql#jsonScalar' },
      ByteCount: {
        type: { input: 'number', output: 'number | bigint' },
        resolver: '~@hub/runtime/graphql#byteCountScalar',
      },
      Decimal: { type: { input: 'string', output: 'string' }, resolver: '~@hub/runtime/graphql#decimalScalar' },
    },
    typesPluginsConfig: {
      federation: true,
      contextType: './context.js#Context',
      enumsAsTypes: true,
      useTypeImports: true,
      defaultScalarType: 'unknown',
      maybeValue: 'T | null | undefined',
      inputMaybeValue: 'T | null | undefined',
    },
  });
}
