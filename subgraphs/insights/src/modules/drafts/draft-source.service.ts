import type { Draft } from '@hub/prisma/client';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { draftSection, type DraftKind, type DraftSource } from '../../drafting/index.js';
import { findTeamProfile } from '../readiness/team-profile.repository.js';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import { findBuyerHistory } from './draft-source.repository.js';
import { findAcceptedSections } from './draft.repository.js';

const acceptedMax = 10;
const acceptedLengthMax = 2_000;

/** What a draft is written from; null where its tender is gone. */
export async function draftSourceOf(scope: RequestScope, draft: Draft, kind: DraftKind): Promise<DraftSource | null> {
  const { database, now } = scope;
  const { tenderId, brief } = draft;
  const facts =
    tenderId === null ? null : (await database.readPublic((db) => findTenderFacts(db, [tenderId]))).get(tenderId);
  if (facts === undefined) return null;
  const profile = await database.read(findTeamProfile);
  const accepted = await database.read((db) => findAcceptedSections(db, acceptedMax));
  return {
    kind,
    brief,
    tender: facts,
    profile: { ...profile, designations: profile.designations.map(({ designation }) => designation) },
    buyer:
      tenderId === null || kind !== 'CLIENT_RESEARCH'
        ? null
        : await database.readPublic((db) => findBuyerHistory(db, tenderId, now())),
    accepted: kind === 'VOICE' || kind === 'PROPOSAL' ? accepted.map(textOfSections) : [],
  };
}

function textOfSections(stored: unknown): string {
  const sections = z.array(draftSection).parse(stored);
  return sections
    .flatMap(({ sentences }) => sentences.map(({ text }) => text))
    .join(' ')
    .slice(0, acceptedLengthMax);
}
