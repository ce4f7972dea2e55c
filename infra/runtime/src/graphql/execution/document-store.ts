import type { DocumentNode } from 'graphql';
import { createMemoryCache, documentBytes, keyValueCacheOver, type KeyValueCache } from '../../memory/memory.js';

const documentsBytesMax = 12 * 1024 * 1024;

/** Parsed documents for Apollo Server. Its own store counts them as JSON, without the text that each of them keeps. */
export function createDocumentStore(): KeyValueCache<DocumentNode> {
  return keyValueCacheOver(
    createMemoryCache<DocumentNode>({
      name: 'parsed documents',
      bytesMax: documentsBytesMax,
      sizeOf: documentBytes,
    }),
  );
}
