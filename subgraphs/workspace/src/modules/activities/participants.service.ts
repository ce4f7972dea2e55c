import type { Activity } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import type { FieldChanges } from '@hub/runtime/events';
import type { InvalidInput } from '@hub/runtime/graphql';
import { existingMemberIds } from '../members/member.repository.js';
import { notInTeam } from '../members/not-in-team.js';
import type { ParticipantInput } from './activity-input.js';
import { findParticipants, replaceParticipants, type Part } from './activity.repository.js';

/** The first of some people who says to be a member and is none. */
export async function strangerAmong(
  tx: TeamTransaction,
  people: readonly ParticipantInput[],
  now: Date,
): Promise<InvalidInput | null> {
  const ids = people.flatMap(({ memberId }) => memberId ?? []);
  const known = await existingMemberIds(tx, ids, now);
  const stranger = people.findIndex(({ memberId }) => memberId !== undefined && !known.has(memberId));
  return stranger < 0 ? null : notInTeam(`participants.${stranger}.memberId`);
}

/** Makes these the participants of an activity, and answers what that changed. Who stays keeps what they answered. */
export async function setParticipants(
  tx: TeamTransaction,
  activity: Activity,
  { people, now }: { readonly people: readonly ParticipantInput[]; readonly now: Date },
): Promise<FieldChanges> {
  const before = await findParticipants(tx, [activity.id]);
  const known = new Map(before.map((part) => [keyOf(part), part]));
  const after = people.map(({ memberId = null, name = null, email = null, part, answer }): Part => {
    const person = { membershipId: memberId, name, email };
    const old = known.get(keyOf(person));
    const answered = answer ?? old?.answer ?? 'INVITED';
    const answeredAt = answered === old?.answer ? old.answeredAt : now;
    return { ...person, part, answer: answered, answeredAt: answered === 'INVITED' ? null : answeredAt };
  });
  if (wholeOf(before) === wholeOf(after)) return [];
  await replaceParticipants(tx, activity, after);
  return [{ field: 'participants', before: toldOf(before), after: toldOf(after) }];
}

type Person = Pick<Part, 'membershipId' | 'name' | 'email'>;

const keyOf = ({ membershipId, email, name }: Person) => membershipId ?? email ?? `name:${name}`;

function wholeOf(parts: readonly Part[]): string {
  const lines = parts.map((one) => JSON.stringify([one.membershipId, one.name, one.email, one.part, one.answer]));
  return lines.toSorted().join();
}

/** Who takes part, for the record: names and addresses of people outside of the team are not kept there. */
function toldOf(parts: readonly Part[]): string | null {
  if (parts.length === 0) return null;
  return parts
    .map(({ membershipId, part, answer }) => `${membershipId ?? 'outside'} ${part} ${answer}`)
    .toSorted()
    .join(', ');
}
