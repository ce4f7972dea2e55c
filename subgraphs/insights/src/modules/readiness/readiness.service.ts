import { hash } from 'node:crypto';
import { teamOf } from '@hub/runtime/auth';
import { createJoinedRead } from '@hub/runtime/loaders';
import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import type { RequestScope } from '@hub/runtime/service';
import type { TenderFacts } from '../tender-facts/tender-facts.js';
import { createTenderFactsLoader } from '../tender-facts/tender-facts.loader.js';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import {
  algorithmVersion,
  calculateReadiness,
  readNeeds,
  type ReadinessInputs,
  type HeldDesignation,
} from '../../readiness/index.js';
import type { ReadinessBody } from './readiness.collection.js';
import { withOverrides } from './apply-overrides.js';
import { findOverrides, type TenderOverride } from './override.repository.js';
import { findScorePage, findScores, storeScores } from './readiness.repository.js';
import { loadRules } from './rule.loader.js';
import { rulesOn, type ScoringRules } from './rule.repository.js';
import { findTeamProfile, type StoredDesignation, type TeamProfile } from './team-profile.repository.js';

const readTogether = createJoinedRead<ReadinessBody>();
const readProfileTogether = createJoinedRead<TeamProfile>();

/** Scores as they are now, and which stored ones no longer say the same. */
interface Scores {
  readonly current: ReadonlyMap<string, ReadinessBody>;
  /** Tenders whose stored score is missing or was calculated from something else. */
  readonly unstored: readonly ReadinessBody[];
}

/**
 * The team's readiness for tenders; absent for ids that are no tenders. A stored score is used while its inputs are
 * the same; otherwise it is calculated here and now, so a reader never sees the score of an old profile.
 */
export async function readinessOf(
  scope: RequestScope,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadinessBody>> {
  const loader = createTenderFactsLoader(scope);
  const facts = Promise.all(tenderIds.map((id) => loader.load(id)));
  const owner = teamOf(scope.actor) ?? 'nobody';
  const stored = readTogether(owner, tenderIds, (ids) => findScores(scope.documents, ids));
  const profile = readProfileTogether(owner, [owner], async () => new Map([[owner, await profileOf(scope)]]));
  const found = profile.then((byOwner) => byOwner.get(owner) ?? profileOf(scope));
  const overrides = scope.database.read((db) => findOverrides(db, tenderIds));
  return (await scoresNow(scope, { facts, stored, overrides, profile: found })).current;
}

/** Stores the team's scores of tenders that have none, or one calculated from something else. */
export async function storeReadiness(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  const facts = scope.database.readPublic((db) => findTenderFacts(db, tenderIds));
  const { unstored } = await scoresNow(scope, {
    facts: facts.then((found) => [...found.values()]),
    stored: findScores(scope.documents, tenderIds),
    overrides: scope.database.read((db) => findOverrides(db, tenderIds)),
    profile: profileOf(scope),
  });
  await storeScores(scope.documents, unstored);
}

const pageSize = 200;

/** Brings every stored score of the team up to date, after its profile changed. */
export async function renewAllReadiness(scope: RequestScope): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const scores: Awaited<ReturnType<typeof findScorePage>> = await findScorePage(scope.documents, {
      after,
      limit: pageSize,
    });
    await storeReadiness(
      scope,
      scores.map(({ tenderId }) => tenderId),
    );
    const last = scores.at(-1);
    if (last === undefined || scores.length < pageSize) return;
    after = last._id;
  }
}

interface Reads {
  readonly facts: Promise<readonly (TenderFacts | null)[]>;
  readonly stored: Promise<ReadonlyMap<string, ReadinessBody>>;
  readonly overrides: Promise<readonly TenderOverride[]>;
  readonly profile: Promise<TeamProfile>;
}

const profileOf = ({ database }: RequestScope): Promise<TeamProfile> => database.read(findTeamProfile);

async function scoresNow(scope: RequestScope, reads: Reads): Promise<Scores> {
  // All at once; the store that is away fails the whole, so that the field is null and not half right.
  const [stored, facts, overrides, rules, profile] = await Promise.all([
    reads.stored,
    reads.facts,
    reads.overrides,
    loadRules(scope),
    reads.profile,
  ]);
  const now = scope.now();
  const current = new Map<string, ReadinessBody>();
  const unstored: ReadinessBody[] = [];
  for (const tender of facts) {
    if (tender === null) continue;
    const inputs = inputsOf({ tender: withOverrides(tender, overrides), profile, rules, now });
    const inputsHash = hashOf(inputs);
    const known = stored.get(tender.id);
    if (known?.inputsHash === inputsHash) {
      current.set(tender.id, known);
      continue;
    }
    const fresh = { ...calculated(inputs, inputsHash), tenderId: tender.id, inputsHash, calculatedAt: now };
    current.set(tender.id, fresh);
    unstored.push(fresh);
  }
  return { current, unstored };
}

function asStored(inputs: ReadinessInputs): Calculated {
  const { checklist, remedies, ...readiness } = calculateReadiness(inputs);
  const checks = checklist.map((check) => ({ ...check, required: [...check.required], held: [...check.held] }));
  return { ...readiness, checklist: checks, remedies: [...remedies], inputs };
}

type Calculated = Omit<ReadinessBody, 'tenderId' | 'inputsHash' | 'calculatedAt'>;

const checkBytes = 1_200;
const remembered = createMemoryCache<Calculated>({
  name: 'readiness scores',
  bytesMax: 16 * 1024 * 1024,
  sizeOf: ({ checklist }) => checklist.reduce((sum, { evidence }) => sum + checkBytes + textBytes(evidence), 1_000),
});

/** The same inputs always give the same score, so a score that is asked for again is not worked out again. */
function calculated(inputs: ReadinessInputs, inputsHash: string): Calculated {
  const known = remembered.get(inputsHash);
  if (known) return known;
  const fresh = asStored(inputs);
  remembered.set(inputsHash, fresh);
  return fresh;
}

interface Sources {
  readonly tender: TenderFacts;
  readonly profile: TeamProfile;
  readonly rules: ScoringRules;
  readonly now: Date;
}

/** Dates become yes or no before the hash is taken: a score changes on the day a certificate ends, not every day. */
function inputsOf({ tender, profile, rules, now }: Sources): ReadinessInputs {
  const { grades, preferences, jointVentures } = rulesOn(rules, dayOf(tender.publishedAt ?? now));
  const { bbbeeLevel, bbbeeExpiresOn, ...held } = profile;
  const isLevelValid = bbbeeExpiresOn === null || dayOf(now) <= dayOf(bbbeeExpiresOn);
  const designations = profile.designations
    .map((designation) => heldDesignation(designation, now, tender.closingAt))
    .filter((designation) => designation !== null);
  return {
    team: { ...held, bbbeeLevel: isLevelValid ? bbbeeLevel : null, designations },
    tender: readNeeds(tender, now),
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
  const lastDay = expiresOn === null ? null : dayOf(expiresOn);
  return {
    grade: Number(grade),
    workClass,
    isPotentiallyEmerging: emerging !== undefined,
    expiresOn: lastDay,
    isValidNow: lastDay === null || dayOf(now) <= lastDay,
    isValidAtClosing: lastDay === null || closingAt === null || dayOf(closingAt) <= lastDay,
  };
}

function hashOf(inputs: ReadinessInputs): string {
  return hash('sha256', JSON.stringify([algorithmVersion, inputs]));
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
