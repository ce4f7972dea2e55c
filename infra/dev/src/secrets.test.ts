import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { developmentSecrets } from './secrets.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hub-secrets-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const fileOf = (profile: string): string => join(root, '.data', profile, 'secrets.json');

test('secrets are made once, kept for this user alone, and differ between profiles', () => {
  const first = developmentSecrets({ root, profile: 'start', env: {} });

  expect(developmentSecrets({ root, profile: 'start', env: {} })).toEqual(first);
  expect(statSync(fileOf('start')).mode & 0o777).toBe(0o600);
  expect(developmentSecrets({ root, profile: 'test', env: {} }).INTERNAL_SECRET_TENDERS).not.toBe(
    first.INTERNAL_SECRET_TENDERS,
  );
  const passwords = Object.entries(first).filter(([name]) => name.startsWith('DATABASE_PASSWORD_'));
  expect(new Set(passwords.map(([, password]) => password)).size).toBe(6);
  expect(Buffer.from(first.FIELD_ENCRYPTION_KEY, 'base64')).toHaveLength(32);
  expect(JSON.parse(first.IDENTITY_SIGNING_KEY)).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
});

test('the environment goes before what is kept, and is not written down', () => {
  const given = developmentSecrets({ root, profile: 'start', env: { DATABASE_PASSWORD_TENDERS: 'given by a person' } });

  expect(given.DATABASE_PASSWORD_TENDERS).toBe('given by a person');
  expect(readFileSync(fileOf('start'), 'utf8')).not.toContain('given by a person');
});

test('a secret that a later version needs is added, and the others stay', () => {
  const before = developmentSecrets({ root, profile: 'start', env: {} });
  const { FIELD_ENCRYPTION_KEY: _, ...older } = before;
  writeFileSync(fileOf('start'), JSON.stringify(older));

  const after = developmentSecrets({ root, profile: 'start', env: {} });

  expect(after).toEqual({ ...before, FIELD_ENCRYPTION_KEY: after.FIELD_ENCRYPTION_KEY });
  expect(after.FIELD_ENCRYPTION_KEY).not.toBe(before.FIELD_ENCRYPTION_KEY);
});

test('secrets of an earlier version are left as they are', () => {
  const { DATABASE_PASSWORD_WORKER: _, ...rest } = developmentSecrets({ root, profile: 'start', env: {} });
  writeFileSync(fileOf('start'), JSON.stringify({ ...rest, DATABASE_ROLE_PASSWORD: 'of before' }));

  expect(developmentSecrets({ root, profile: 'start', env: {} })).toMatchObject(rest);
});
