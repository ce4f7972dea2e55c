import { z } from 'zod';
import { mutate, writeDown, type Action } from './acting.js';

const createQuery =
  'mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) { __typename ... on CreateSavedSearchSuccess { savedSearch { id name } } } }';
const deleteQuery =
  'mutation ($input: DeleteSavedSearchInput!) { deleteSavedSearch(input: $input) { __typename ... on DeleteSavedSearchSuccess { deletedId } } }';
const runQuery =
  'mutation ($input: RunSavedSearchInput!) { runSavedSearch(input: $input) { __typename ... on RunSavedSearchSuccess { isUpToDate savedSearch { newCount } } } }';

const saved = z.object({ id: z.string(), name: z.string() });
const keptMax = 5;
let marks = 0;

/** Saves a search, or runs or removes one when there are enough. */
export const useSavedSearches: Action = async (acting, person) => {
  const [oldest] = person.savedSearches;
  if (oldest === undefined || person.savedSearches.size < keptMax) return create(acting, person);
  const [id, name] = oldest;
  if (acting.random() < 0.5) {
    await mutate(acting, person, { kind: 'write:run', field: 'runSavedSearch', query: runQuery, input: { id } });
    return;
  }
  // Whatever comes of it: it is not there for certain any more.
  person.savedSearches.delete(id);
  await writeDown(acting, person, {
    entered: { kind: 'savedSearchRemoval', mark: name },
    mutation: { kind: 'write:remove', field: 'deleteSavedSearch', query: deleteQuery, input: { id } },
  });
};

const create: Action = async (acting, person) => {
  marks += 1;
  const name = `chaos search ${marks}`;
  const result = await writeDown(acting, person, {
    entered: { kind: 'savedSearch', mark: name },
    mutation: {
      kind: 'write:save',
      field: 'createSavedSearch',
      query: createQuery,
      input: { name, search: 'municipality', notification: 'IMMEDIATE', idempotencyKey: crypto.randomUUID() },
    },
  });
  const made = saved.safeParse(result.member?.['savedSearch']).data;
  if (made !== undefined) person.savedSearches.set(made.id, made.name);
};
