import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineTeamCollection } from './define-collection.js';
import { publicDocumentId, teamDocumentId } from './document-id.js';

const tenantId = '018f2f6e-0000-7000-8000-000000000001';

describe('a document id', () => {
  test('begins with the tenant and keeps readable keys readable', () => {
    expect(teamDocumentId({ tenantId, kind: 'note', key: 'ocds-213czf-000/2026' })).toBe(
      `${tenantId}:note:ocds-213czf-000/2026`,
    );
    expect(publicDocumentId('etenders', 'ocds-1', 'r1')).toBe('etenders:ocds-1:r1');
  });

  test('differs when the parts differ, wherever a separator hides', () => {
    const ids = [
      publicDocumentId('a', 'b:c', 'd'),
      publicDocumentId('a', 'b', 'c:d'),
      publicDocumentId('a:b', 'c', 'd'),
      publicDocumentId('a', 'b%003a;c', 'd'),
      publicDocumentId('a', 'b', 'c', 'd'),
    ];
    expect(new Set(ids).size).toBe(5);
  });

  test.each(['', 'x', `${tenantId}:y`, tenantId.toUpperCase()])('refuses %j as a tenant', (notATenant) => {
    expect(() => teamDocumentId({ tenantId: notATenant, kind: 'note', key: 'k' })).toThrow(
      expect.objectContaining({ code: 'TENANT_CONTEXT_MISSING' }),
    );
  });

  test('refuses empty and endless parts', () => {
    expect(() => publicDocumentId('a', '')).toThrow(TypeError);
    expect(() => publicDocumentId('a', 'x'.repeat(401))).toThrow(TypeError);
  });
});

describe('defining a collection', () => {
  const parts = { name: 'notes', kind: 'note', shape: z.object({ text: z.string() }) };

  test('refuses reserved fields, odd names and versions without an upgrade', () => {
    expect(() => defineTeamCollection({ ...parts, shape: z.object({ tenantId: z.string() }) })).toThrow(
      'reserved fields: tenantId',
    );
    expect(() => defineTeamCollection({ ...parts, name: 'Notes' })).toThrow('snake case');
    expect(() =>
      defineTeamCollection({ ...parts, schemaVersion: 3, upgrades: { 1: (document) => ({ ...document }) } }),
    ).toThrow('no upgrade from version 2');
  });
});
