import { z } from 'zod';
import { subgraphNames, type SubgraphName } from '../../../auth/subgraph-names.js';
import { defineEvent, type EventType } from '../../define-event.js';

const refused = z.strictObject({
  /** What was refused, such as `Mutation.trackTender`. */
  field: z.string().max(200),
  permission: z.string().max(100),
  /** True for the last one that is recorded of this actor for a while. */
  isLast: z.boolean(),
});

/** Somebody was refused what they have no permission for, by subgraph: each writes events of its own name only. */
export const accessDenied: Readonly<Record<SubgraphName, EventType<z.infer<typeof refused>>>> = {
  identity: deniedBy('identity'),
  tenders: deniedBy('tenders'),
  workspace: deniedBy('workspace'),
  insights: deniedBy('insights'),
  analytics: deniedBy('analytics'),
};

/** {@link accessDenied} as a list. */
export const accessEvents = subgraphNames.map((name) => accessDenied[name]);

function deniedBy(subgraph: SubgraphName) {
  return defineEvent({
    name: `${subgraph}.access_denied`,
    meaning: 'Somebody was refused what they have no permission for. Nothing was changed.',
    subject: null,
    risk: 'high',
    body: refused,
  });
}
