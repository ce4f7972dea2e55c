import { actForTeam, type TeamTransaction } from '@hub/runtime/database';
import {
  commentCreated,
  commentUpdated,
  defineReader,
  entryTracked,
  entryUpdated,
  exportFinished,
  invitationAccepted,
  invitationCreated,
  on,
  savedSearchMatched,
  taskCreated,
  taskUpdated,
  teamDomainMissing,
  teamDomainUnproved,
  teamSourceFailing,
  teamTendersChanged,
  tendersChanged,
  type StreamEvent,
} from '@hub/runtime/events';
import { domainMissing, domainUnproved } from '@hub/runtime/notifications';
import * as team from './tell-team.js';
import { tellOfEntry, tellOfTask } from './tell-assignees.js';
import { tellMentioned } from './tell-members.js';
import { tellOfChange } from './tell-of-change.js';
import { tellOfOwnChange } from './tell-of-own-change.js';

/** Tells people of what happened, each once: notifications and the place in the stream are one transaction. */
export const notifyPeopleReader = defineReader({
  name: 'tenders:notify-people',
  startsAt: 'next',
  handlers: [
    on(tendersChanged, (tx, { body, writtenAt }) =>
      tellOfChange(tx, { change: body.change, tenderIds: [...body.created, ...body.changed], at: writtenAt }),
    ),
    on(teamTendersChanged, async (tx, { body, teamId, writtenAt }) => {
      await tellOfOwnChange(tx, body.change, writtenAt);
      await actForTeam(tx, teamId);
    }),
    on(
      savedSearchMatched,
      inTeam((tx, happened, body) => team.tellOfMatches(tx, happened, body.matchCount)),
    ),
    on(commentCreated, inTeam(tellMentioned)),
    on(commentUpdated, inTeam(tellMentioned)),
    on(taskCreated, inTeam(tellOfTask)),
    on(taskUpdated, inTeam(tellOfTask)),
    on(entryTracked, inTeam(tellOfEntry)),
    on(entryUpdated, inTeam(tellOfEntry)),
    on(exportFinished, inTeam(team.tellOfExport)),
    on(teamSourceFailing, inTeam(team.tellOfSource)),
    on(teamDomainMissing, inTeam(team.tellOfDomain(domainMissing))),
    on(teamDomainUnproved, inTeam(team.tellOfDomain(domainUnproved))),
    on(invitationCreated, inTeam(team.tellInvitee)),
    on(invitationAccepted, inTeam(team.tellInviter)),
  ],
});

/** Whatever team it told somebody in, what follows in the transaction is of the team of the event again. */
function inTeam<Body>(tell: (tx: TeamTransaction, happened: team.Happened, body: Body) => Promise<void>) {
  return async (tx: TeamTransaction, event: StreamEvent<Body>): Promise<void> => {
    const { id, subjectId, actorId, teamId, writtenAt, body } = event;
    if (subjectId === null) return;
    await tell(tx, { id, subjectId, actorId, at: writtenAt }, body);
    await actForTeam(tx, teamId);
  };
}
