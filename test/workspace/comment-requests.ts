import type { Untyped } from '../kit/client.js';
import type { TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';

const fields = `id text version editedAt deletedAt mentions { id } entry { id } project { id } task { id }
  createdBy { id } updatedBy { id } deletedBy { id }`;
const conflict = `... on CommentConflict { code current { ${fields} } }`;

/** What a mutation of comments answers beside the comment. */
const extras: Readonly<Record<string, string>> = {
  updateComment: conflict,
  deleteComment: `${conflict} ... on DeleteCommentSuccess { deletedId }`,
};

export interface CommentAnswer {
  /** The result of the mutation; null where it was refused. */
  readonly result: Untyped;
  /** Codes of the errors of the whole request. */
  readonly codes: readonly unknown[];
}

/** Sends a mutation of comments. */
export async function sendComment(
  workspace: TestSubgraph,
  name: string,
  { as, input }: { readonly as: TestUser; readonly input: Record<string, unknown> },
): Promise<CommentAnswer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { comment { ${fields} } } ... on InvalidInput { problems { path code } } ... on NotFound { path }
    ${extras[name] ?? ''} } }`;
  const { data, errors } = await workspace.as(as).send(query, { input });
  return { result: data?.[name] ?? null, codes: errors.map(({ extensions }) => extensions?.['code']) };
}

/** Texts of the comments on something, newest first. */
export async function commentsOn(
  workspace: TestSubgraph,
  { as, field, id }: { readonly as: TestUser; readonly field: 'entry' | 'project' | 'task'; readonly id: string },
): Promise<string[]> {
  const query = `query ($id: ID!) { ${field}(id: $id) { comments { totalCount nodes { text } } } }`;
  const data: Untyped = await workspace.as(as).data(query, { id });
  const { totalCount, nodes } = data[field].comments;
  if (totalCount !== nodes.length) throw new Error('The list does not hold what it counts.');
  return nodes.map(({ text }: { text: string }) => text);
}
