import { describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { changesIn } from './shown-changes.js';

const [one, two] = ['0197f0a0-1111-7222-8333-444455556661', '0197f0a0-1111-7222-8333-444455556662'];
const change = (field: string, before: unknown, after: unknown) => ({ changes: [{ field, before, after }] });

describe('changes are shown', () => {
  test.each([
    ['a plain field as it is', change('status', 'PENDING', 'SUBMITTED'), ['status', 'PENDING', 'SUBMITTED']],
    ['a person by id', change('assigneeMembershipId', null, one), ['assignee', null, encodeId('Member', one)]],
    ['a project by id', change('projectId', one, two), ['project', encodeId('Project', one), encodeId('Project', two)]],
    [
      'several tasks by their ids',
      change('dependsOn', null, `${one} ${two}`),
      ['dependsOn', null, `${encodeId('Task', one)} ${encodeId('Task', two)}`],
    ],
    [
      'people of a project with their parts',
      change('members', `${one} MANAGER`, null),
      ['members', `${encodeId('Member', one)} MANAGER`, null],
    ],
    ['an id in a text as the text that it is', change('notes', null, one), ['notes', null, one]],
  ])('%s', (_what, body, [field, before, after]) => {
    expect(changesIn('workspace.task_updated', body)).toEqual([{ field, before, after }]);
  });

  test('from nothing when tracking begins, and into nothing when it ends', () => {
    const body = { tenderId: one, status: 'PENDING', assigneeMembershipId: null };

    expect(changesIn('workspace.entry_tracked', body)).toEqual([
      { field: 'tender', before: null, after: encodeId('Tender', one) },
      { field: 'status', before: null, after: 'PENDING' },
    ]);
    expect(changesIn('workspace.entry_untracked', body)[1]).toEqual({
      field: 'status',
      before: 'PENDING',
      after: null,
    });
  });

  test('none where the body tells of no field', () => {
    expect(changesIn('workspace.project_seen', { version: 2, changes: [] })).toEqual([]);
  });
});
