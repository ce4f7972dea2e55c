import { hash } from 'node:crypto';
import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import {
  algorithmVersion,
  calculateReadiness,
  needsAt,
  readTexts,
  type HeldDesignation,
  type ReadinessInputs,
  type StatedNeeds,
} from '../../readiness/index.js';
import type { TenderFacts } from '../tender-facts/tender-facts.js';
import type { ReadinessBody } from './readiness.collection.js';
import { rulesOn, type ScoringRules } from './rule.repository.js';
import type { StoredDesignation, TeamProfile } from './team-profile.repository.js';

function asStored(inputs: ReadinessInputs): Calculated {
  const { checklist, remedies, ...readiness } = calculateReadiness(inputs);
  const checks = checklist.map((check) => ({ ...check, required: [...check.required], held: [...check.held] }));
  return { ...readiness, checklist: checks, remedies: [...remedies], inputs };
}

/** A score without whose it is. */
export type Calculated = Omit<ReadinessBody, 'tenderId' | 'inputsHash' | 'calculatedAt'>;

const checkBytes = 1_200;
const remembered = createMemoryCache<Calculated>({
  name: 'readiness scores',
  bytesMax: 16 * 1024 * 1024,
  sizeOf: ({ checklist }) => checklist.reduce((sum, { evidence }) => sum + checkBytes + textBytes(evidence), 1_000),
});

/** The same inputs always give the same score, so a score that is asked for again is not worked out again. */
export function calculated(inputs: ReadinessInputs, inputsHash: string): Calculated {
  const known = remembered.get(inputsHash);
  if (known) return known;
  const fresh = asStored(inputs);
  remembered.set(inputsHash, fresh);
  return fresh;
}

/** What the inputs of a score are taken from. */
export interface Sources {
  readonly tender: TenderFacts;
  readonly profile: TeamProfile;
  readonly rules: ScoringRules;
  readonly now: Date;
}

const needsBytes = 1_500;
const read = createMemoryCache<StatedNeeds>({
  name: 'needs of tenders',
  bytesMax: 24 * 1024 * 1024,
  sizeOf: ({ subject, bbbeeQuote, experienceQuote }) =>
    needsBytes + textBytes(subject) + textBytes(bbbeeQuote ?? '') + textBytes(experienceQuote ?? ''),
});

/** A tender says the same to every team and at any time, so its texts are read once. */
function statedIn(tender: TenderFacts): StatedNeeds {
  const key = hash('sha256', JSON.stringify(tender));
  const known = read.get(key);
  if (known) return known;
  const stated = readTexts(tender);
  read.set(key, stated);
  return stated;
}

/** Dates become yes or no before the hash is taken: a score changes on the day a certificate ends, not every day. */
export function inputsOf({ tender, profile, rules, now }: Sources): ReadinessInputs {
  const { grades, preferences, jointVentures } = rulesOn(rules, dayOf(tender.publishedAt ?? now));
  const { bbbeeLevel, bbbeeExpiresOn, ...held } = profile;
  const isLevelValid = bbbeeExpiresOn === null || dayOf(now) <= dayOf(bbbeeExpiresOn);
  const designations = profile.designations
    .map((designation) => heldDesignation(designation, now, tender.closingAt))
    .filter((designation) => designation !== null);
  const registrations = profile.registrations.map(({ body, expiresOn }) => ({
    body,
    ...validityOf(expiresOn, now, tender.closingAt),
  }));
  return {
    team: { ...held, bbbeeLevel: isLevelValid ? bbbeeLevel : null, designations, registrations },
    tender: needsAt(statedIn(tender), tender, now),
    gradeLimits: grades,
    preferenceLimits: preferences,
    jointVentures,
  };
}

function heldDesignation(
  { designation, expiresOn }: StoredDesignation,
  now: Date,
  closingAt: Date | null,
): HeldDesignation | null {
  const [, grade, workClass, emerging] = /^([1-9])([A-Z]{2})(PE)?$/u.exec(designation) ?? [];
  if (grade === undefined || workClass === undefined) return null;
  return {
    grade: Number(grade),
    workClass,
    isPotentiallyEmerging: emerging !== undefined,
    ...validityOf(expiresOn, now, closingAt),
  };
}

function validityOf(expiresOn: Date | null, now: Date, closingAt: Date | null) {
  const lastDay = expiresOn === null ? null : dayOf(expiresOn);
  return {
    expiresOn: lastDay,
    isValidNow: lastDay === null || dayOf(now) <= lastDay,
    isValidAtClosing: lastDay === null || closingAt === null || dayOf(closingAt) <= lastDay,
  };
}

/** The same inputs have the same hash, and so the same score. */
export function hashOf(inputs: ReadinessInputs): string {
  return hash('sha256', JSON.stringify([algorithmVersion, inputs]));
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
