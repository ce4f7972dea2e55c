import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const names = [
  'IDENTITY_SIGNING_KEY',
  'INTERNAL_SECRET_IDENTITY',
  'INTERNAL_SECRET_TENDERS',
  'INTERNAL_SECRET_WORKSPACE',
  'INTERNAL_SECRET_INSIGHTS',
  'INTERNAL_SECRET_ANALYTICS',
  'DATABASE_PASSWORD_IDENTITY',
  'DATABASE_PASSWORD_TENDERS',
  'DATABASE_PASSWORD_WORKSPACE',
  'DATABASE_PASSWORD_INSIGHTS',
  'DATABASE_PASSWORD_ANALYTICS',
  'DATABASE_PASSWORD_WORKER',
  'FIELD_ENCRYPTION_KEY',
  'DOWNLOAD_LINK_KEY',
] as const;

type SecretName = (typeof names)[number];

/** Every secret of a development profile, by the name of its environment variable. */
export type Secrets = Readonly<Record<SecretName, string>>;

// Names of an earlier version stay in the file and are not looked at.
const fileSchema = z.record(z.string(), z.string());

/**
 * The secrets of a profile of this checkout, made at the first call and kept in `.data/<profile>/secrets.json` (mode
 * 600). A variable of the environment goes before what is kept, and is not written down.
 */
export function developmentSecrets({
  root,
  profile,
  env = process.env,
}: {
  root: string;
  profile: string;
  env?: Readonly<Record<string, string | undefined>>;
}): Secrets {
  const folder = join(root, '.data', profile);
  const path = join(folder, 'secrets.json');
  const kept = existsSync(path) ? fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  // A later version may know a secret more: what is there stays, what is missing is added.
  const complete = completed(kept);
  if (names.some((name) => kept[name] === undefined)) {
    mkdirSync(folder, { recursive: true });
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(complete, null, 2)}\n`, { mode: 0o600 });
    renameSync(fresh, path);
  }
  return mapSecrets((name) => {
    const own = env[name];
    return own === undefined || own === '' ? complete[name] : own;
  });
}

function completed(kept: Readonly<Record<string, string | undefined>>): Secrets {
  return mapSecrets((name) => kept[name] ?? (name === 'IDENTITY_SIGNING_KEY' ? newSigningKey() : newSecret(name)));
}

/** 256 random bits; the key of field encryption is plain base64, everything else is safe inside a URL. */
function newSecret(name: SecretName): string {
  return randomBytes(32).toString(name === 'FIELD_ENCRYPTION_KEY' ? 'base64' : 'base64url');
}

/** An Ed25519 key as a JWK with its RFC 7638 thumbprint for a key id. */
function newSigningKey(): string {
  const jwk = z
    .object({ crv: z.string(), kty: z.string(), x: z.string(), d: z.string() })
    .parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  const thumbprint = createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x }))
    .digest('base64url');
  return JSON.stringify({ ...jwk, kid: thumbprint, alg: 'EdDSA', use: 'sig' });
}

function mapSecrets(valueOf: (name: SecretName) => string): Secrets {
  return {
    IDENTITY_SIGNING_KEY: valueOf('IDENTITY_SIGNING_KEY'),
    INTERNAL_SECRET_IDENTITY: valueOf('INTERNAL_SECRET_IDENTITY'),
    INTERNAL_SECRET_TENDERS: valueOf('INTERNAL_SECRET_TENDERS'),
    INTERNAL_SECRET_WORKSPACE: valueOf('INTERNAL_SECRET_WORKSPACE'),
    INTERNAL_SECRET_INSIGHTS: valueOf('INTERNAL_SECRET_INSIGHTS'),
    INTERNAL_SECRET_ANALYTICS: valueOf('INTERNAL_SECRET_ANALYTICS'),
    DATABASE_PASSWORD_IDENTITY: valueOf('DATABASE_PASSWORD_IDENTITY'),
    DATABASE_PASSWORD_TENDERS: valueOf('DATABASE_PASSWORD_TENDERS'),
    DATABASE_PASSWORD_WORKSPACE: valueOf('DATABASE_PASSWORD_WORKSPACE'),
    DATABASE_PASSWORD_INSIGHTS: valueOf('DATABASE_PASSWORD_INSIGHTS'),
    DATABASE_PASSWORD_ANALYTICS: valueOf('DATABASE_PASSWORD_ANALYTICS'),
    DATABASE_PASSWORD_WORKER: valueOf('DATABASE_PASSWORD_WORKER'),
    FIELD_ENCRYPTION_KEY: valueOf('FIELD_ENCRYPTION_KEY'),
    DOWNLOAD_LINK_KEY: valueOf('DOWNLOAD_LINK_KEY'),
  };
}
