import { createHash } from 'node:crypto';
import { trustOf, type WinnerState } from '../../../ocds/index.js';
import type { RecordToWrite } from './organisation-records.repository.js';
import { uuidV7 } from '../../../bulk/index.js';

const names = new WeakMap<WinnerState, string>();

/** Names what a source says about a winner: the same words, the same name. */
export function recordName(sourceId: string, winner: WinnerState): string {
  const known = names.get(winner);
  if (known !== undefined) return known;
  const name = storedName(sourceId, hashOf(winner));
  names.set(winner, name);
  return name;
}

/** The name of a record that is stored. */
export function storedName(sourceId: string, contentHash: Buffer): string {
  return `${sourceId} ${contentHash.toString('base64')}`;
}

/** The record of a winner, as it is stored. */
export function recordRow(sourceId: string, winner: WinnerState): RecordToWrite {
  const { awardKey: _awardKey, ...content } = winner;
  return { ...content, id: uuidV7(), sourceId, contentHash: hashOf(winner), trust: trustOf(winner.identifiers) };
}

function hashOf({ key, name, localId, identifiers, ...rest }: WinnerState): Buffer {
  const { legalName, street, locality, region, postalCode, country, scale } = rest;
  const content = [key, name, localId, identifiers, legalName, street, locality, region, postalCode, country, scale];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}
