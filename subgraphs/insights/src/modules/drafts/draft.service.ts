import type { Draft } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { findPlanLimit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { changesBetween, draftCreated, draftDecided, recordEvent } from '@hub/runtime/events';
import {
  limitReached,
  notFound,
  pageOf,
  sliceOf,
  type InvalidInput,
  type LimitReached,
  type NotFound,
  type PageArguments,
  type PagedList,
} from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { draftForm, type DraftKind } from '../../drafting/index.js';
import { findExistingIds } from '../tender-facts/tender-facts.repository.js';
import type { CreateDraft, DecideDraft } from './draft-input.js';
import * as drafts from './draft.repository.js';
import { writeDraftAddress } from './jobs/addresses.js';
import { reserveTokens, settleTokens } from './token-budget.repository.js';
import { budgetNow, monthOf, type TokenBudgetNow } from './token-budget.service.js';

interface Created {
  readonly __typename: 'CreateDraftSuccess';
  readonly draft: Draft;
}
type CreateResult = Created | InvalidInput | NotFound | LimitReached;
type DecideResult = { readonly __typename: 'DecideDraftSuccess'; readonly draft: Draft } | NotFound | DraftNotReady;

interface DraftNotReady {
  readonly __typename: 'DraftNotReady';
  readonly code: 'INACTIVE';
  readonly message: string;
  readonly path: string[];
  readonly draft: Draft;
}

const givenUpAfterMs = 3_600_000;

/** Has a draft written: the row, the tokens set aside for it and its job, all or none. */
export async function createDraft(context: Context, input: CreateDraft): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const { tenderId } = input;
  if (tenderId !== undefined) {
    const known = await database.readPublic((db) => findExistingIds(db, [tenderId]));
    if (!known.has(tenderId)) return notFound('There is no tender with this id.', 'tenderId');
  }
  return database.write((tx) =>
    oncePerKey<CreateResult>(
      tx,
      { operation: 'createDraft', key, input: sent, actor },
      {
        make: () => create(context, tx, sent),
        createdBy: (made) => ('draft' in made ? made.draft.id : null),
        again: async (id) => {
          const draft = await drafts.findDraft(tx, id);
          return draft && created(draft);
        },
      },
    ),
  );
}

function created(draft: Draft): Created {
  return { __typename: 'CreateDraftSuccess', draft };
}

async function create(
  { actor, now, engines }: Context,
  tx: TeamTransaction,
  { kind, tenderId, brief, allowsModel }: Omit<CreateDraft, 'idempotencyKey'>,
): Promise<CreateResult> {
  const teamId = requireTeam(actor, 'A draft needs a team.');
  await freeWhatWasGivenUp(tx, now());
  const tokens = allowsModel ? tokensFor(engines, kind) : 0;
  const month = monthOf(now());
  if (tokens > 0) {
    const max = await findPlanLimit(tx, 'AI_TOKENS_PER_MONTH');
    if (!(await reserveTokens(tx, { month, tokens, max }))) return budgetUsedUp(await budgetNow(tx, now()));
  }
  const byMembershipId = membershipOf(actor);
  const draft = await drafts.insertDraft(tx, {
    teamId,
    kind,
    tenderId: tenderId ?? null,
    brief: brief ?? null,
    allowsModel,
    budgetMonth: month,
    reservedTokens: tokens,
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  // Of the brief nothing is told: it may hold what the team plans.
  const changes = changesBetween(['kind', 'tenderId', 'allowsModel', 'reservedTokens'], null, draft);
  await recordEvent(tx, draftCreated, { subjectId: draft.id, body: { changes } });
  await enqueue(tx, writeDraftAddress, { draftId: draft.id }, { key: draft.id });
  return created(draft);
}

/** The most that engines can use for a draft, however they answer: they are asked one after the other. */
function tokensFor(engines: Context['engines'], kind: DraftKind): number {
  const form = draftForm(kind);
  return engines
    .filter((engine) => engine.isMetered && engine.kinds.includes('DRAFT'))
    .reduce((sum, engine) => sum + engine.tokensMax(form), 0);
}

/** Drafts whose job is lost keep no tokens: those that were begun may have used all of theirs. */
async function freeWhatWasGivenUp(tx: TeamTransaction, now: Date): Promise<void> {
  const old = await drafts.giveUpDrafts(tx, { before: new Date(now.getTime() - givenUpAfterMs), now });
  for (const { status, reservedTokens, budgetMonth } of old)
    await settleTokens(tx, {
      month: budgetMonth,
      reserved: reservedTokens,
      used: status === 'RUNNING' ? reservedTokens : 0,
    });
}

function budgetUsedUp({ max, used, reserved }: TokenBudgetNow): LimitReached {
  return limitReached(
    'The tokens of this month are used up, or set aside for drafts that are being written. Set allowsModel to false for a draft without a model.',
    { max: max ?? 0, used: used + reserved },
  );
}

/** Keeps what the team makes of a draft; deciding the same again changes nothing. */
export function decideDraft({ actor, database, now }: Context, { id, decision }: DecideDraft): Promise<DecideResult> {
  return database.write(async (tx): Promise<DecideResult> => {
    const before = await drafts.lockDraft(tx, id);
    if (before === null) return notFound('Your team has no draft with this id.');
    if (before.status !== 'READY') return notReady(before);
    if (before.decision === decision) return { __typename: 'DecideDraftSuccess', draft: before };
    const draft = await drafts.changeDraft(tx, before, {
      decision,
      decidedAt: now(),
      updatedByMembershipId: membershipOf(actor),
      version: { increment: 1 },
    });
    if (draft === null) return notReady(before);
    const changes = changesBetween(['decision'], before, draft);
    await recordEvent(tx, draftDecided, { subjectId: id, body: { changes, version: draft.version } });
    return { __typename: 'DecideDraftSuccess', draft };
  });
}

function notReady(draft: Draft): DraftNotReady {
  const message =
    draft.status === 'FAILED' ? 'This draft could not be written. Create another.' : 'This draft is not written yet.';
  return { __typename: 'DraftNotReady', code: 'INACTIVE', message, path: ['id'], draft };
}

interface DraftList {
  readonly conditions: drafts.DraftConditions;
  readonly order: 'CREATED_AT_DESC' | 'CREATED_AT_ASC';
  readonly page: PageArguments;
}

/** A page of the team's drafts. */
export async function draftsPage({ database }: Context, { conditions, order, page }: DraftList) {
  const list: PagedList<Draft, readonly [string]> = {
    name: `drafts:${order}`,
    position: z.tuple([z.uuid()]),
    positionOf: ({ id }) => [id],
  };
  const { after, take } = sliceOf(list, page);
  const direction = order === 'CREATED_AT_DESC' ? 'desc' : 'asc';
  const rows = await database.read((db) =>
    drafts.findDrafts(db, { conditions, direction, after: after?.[0] ?? null, take }),
  );
  return pageOf(list, { rows, count: () => database.read((db) => drafts.countDrafts(db, conditions)) }, page);
}

/** What the team may still have models write. */
export function tokenBudget({ database, now }: Context): Promise<TokenBudgetNow> {
  return database.read((db) => budgetNow(db, now()));
}
