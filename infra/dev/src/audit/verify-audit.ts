import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { verifyAuditFile, type AuditProblem } from '@hub/runtime/events';
import { z } from 'zod';
import { UsageError } from '../usage-error.js';

const publicKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const keySet = z.union([z.looseObject({ keys: z.array(publicKey) }), publicKey.transform((key) => ({ keys: [key] }))]);

const meanings: Readonly<Record<AuditProblem['kind'], string>> = {
  FORM: 'is no line that an export writes',
  HEADER: 'does not say whose log it is and where it begins',
  GAP: 'is not at the next place of the log: events are missing, come twice or are out of order',
  LINK: 'does not follow from the one before it: one of the two is not what was recorded',
  BODY: 'does not tell what was recorded',
  EMPTIED: 'was emptied after the file was written',
  SEAL: 'is no seal of a known key',
  END: 'ends or begins elsewhere than was signed',
};

/**
 * Checks an audit file with nothing but itself and a file of public keys, and says what is wrong with which line. Answers
 * whether the file is what was written.
 * @throws UsageError when the keys cannot be read.
 */
export async function verifyAudit({
  file,
  keyFile,
  log,
}: {
  file: string;
  keyFile: string;
  log: (line: string) => void;
}): Promise<boolean> {
  const keys = await readKeys(keyFile);
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const { teamId, eventCount, sealed, problems } = await verifyAuditFile(lines, keys);
  for (const { kind, line, sequence } of problems)
    log(`${kind} line ${line}${sequence === null ? '' : `, event ${sequence}`}: ${meanings[kind]}.`);
  const { from, to, writtenAt } = sealed ?? {};
  if (problems.length === 0)
    log(
      `Sound: ${eventCount} events of team ${teamId}, behind ${from?.sequence} to ${to?.sequence}, as of ${writtenAt}.`,
    );
  return problems.length === 0;
}

async function readKeys(path: string) {
  try {
    return keySet.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new UsageError(
      `${path} holds no public Ed25519 key: pass a JWK or a JWK set, such as /.well-known/jwks.json.`,
    );
  }
}
