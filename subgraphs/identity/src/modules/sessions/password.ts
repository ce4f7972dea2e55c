// cspell:ignore bpbs
import { hash, verify } from '@node-rs/argon2';
import { HubError } from '@hub/runtime/errors';
import PQueue from 'p-queue';

// argon2id, 64 MiB, three passes: about 65 ms on the machine this was chosen on.
const parameters = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
const bytesMax = 1024;

// Two hashes saturate two cores; more at once would only slow everything else down.
const runningMax = 2;
const waitingMax = 50;

/** A PHC string of the password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters));
}

// Checked when there is no account, so that the answer takes as long as for a wrong password.
const decoyHash = '$argon2id$v=19$m=65536,t=3,p=1$BpbsBPIjWEy5AD+7hTfMKg$Tru2wcUrC6p3tm91V2NryT9aU+BHp4i4ANwebzx7T2k';

/**
 * True when the password fits. With no hash it takes as long and answers false.
 * @throws HubError `RATE_LIMITED` at once when too many people are signing in.
 */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  if (Buffer.byteLength(password) > bytesMax) return false;
  const fits = await inTurn(() => verify(passwordHash ?? decoyHash, password));
  return passwordHash !== null && fits;
}

const hashing = new PQueue({ concurrency: runningMax });

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing.size >= waitingMax) {
    throw new HubError('RATE_LIMITED', 'Too many people are signing in. Try again in a moment.', {
      retryAfterSeconds: 2,
    });
  }
  return hashing.add(work);
}
