import { getNamedType, getNullableType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import {
  changedBy,
  fields,
  implementsInterface,
  isConnection,
  isRoot,
  isUserError,
  listed,
  objects,
  queries,
  schema,
  sendable,
} from './graph.js';

/** What is listed, changed or linked has an id, implements `Node`, and is found by `node` and `nodes`. */
export function* node(): Generator<string> {
  const signatures: Record<string, string> = {
    node: '(id: ID!): Node',
    nodes: '(ids: [ID!]!): [Node]',
  };
  for (const [name, signature] of Object.entries(signatures)) {
    const found = queries.find((query) => query.name === name);
    const own =
      found && `(${found.args.map((one) => `${one.name}: ${String(one.type)}`).join(', ')}): ${String(found.type)}`;
    if (own !== signature) yield `Query.${name}`;
  }
  const withId = objects.filter((type) => 'id' in type.getFields() && !type.name.endsWith('Success'));
  for (const { name } of new Set([...withId, ...listed, ...changedBy(/^(?!sign|refreshSession)/u)]))
    if (!implementsInterface(schema.getType(name), 'Node')) yield name;
}

/** Terms of a protocol that is not ours. */
const ofProtocols = ['OAuthAccountInput.clientId'];

/** A global id and nothing else is called an id. */
export function* id(): Generator<string> {
  const named = [
    ...fields.map(({ at, field }) => ({ at, value: field })),
    ...sendable.filter(({ at }) => !ofProtocols.includes(at)),
  ];
  for (const { at, value } of named)
    if (/^ids?$|Ids?$/u.test(value.name) && getNamedType(value.type).name !== 'ID') yield at;
  for (const { at, field } of fields) if (field.name === 'id' && String(field.type) !== 'ID!') yield at;
}

/** Rows of the team: what its members make and change. A public tender whose lists changed with them is not one, nor is a person. */
const ofTeam = changedBy(/^(?:create|update|track|request|override)/u).filter(
  ({ name }) => !['Tender', 'Account'].includes(name),
);

/** Rows of ours say when they were made and changed; what happened is named `<verb>edAt`. */
export function* timestamps(): Generator<string> {
  for (const type of ofTeam)
    for (const name of ['createdAt', 'updatedAt'])
      if (String(type.getFields()[name]?.type) !== 'DateTime!') yield `${type.name}.${name}`;
  for (const { at, field } of fields)
    if (getNamedType(field.type).name === 'DateTime' && !/^at$|At$|Until$/u.test(field.name)) yield at;
}

/** Who made and changed a row of ours; one's own membership is `me.member`. */
export function* actors(): Generator<string> {
  for (const type of ofTeam)
    for (const name of ['createdBy', 'updatedBy'])
      if (String(type.getFields()[name]?.type) !== 'Member') yield `${type.name}.${name}`;
  const viewer = schema.getType('Viewer');
  if (!isObjectType(viewer) || String(viewer.getFields()['member']?.type) !== 'Member') yield 'Viewer.member';
}

/** One failure takes away neither a committed neighbour nor a parent. */
export function* nullability(): Generator<string> {
  for (const { parent, field, at } of fields) {
    const strict = isNonNullType(field.type);
    if (isRoot(parent)) {
      if (strict) yield at;
      continue;
    }
    const isOfPage = isConnection(parent) || parent.name.endsWith('Edge');
    const isOfResult = parent.name.endsWith('Success') || isUserError(parent);
    const target = getNamedType(field.type);
    const isLink = implementsInterface(target, 'Node') && !isListType(getNullableType(field.type));
    const isCostly = isConnection(target) || /(?:Totals|Facets)$/u.test(target.name);
    if (strict && (isLink || isCostly) && !isOfPage && !isOfResult) yield at;
    if (strict && isCostly) yield at;
  }
}

const ofMarketplaces = 'jobs of marketplaces alone have it';
const ofProcesses = 'it is read from releases, and a source of a team may have none';
const ofRows = 'a state at an instant is no row: it has neither an id nor anything that refers to it';

/** Fields that not all of what is shown alike has, and why. */
const ofSomeTenders: Readonly<Record<string, string>> = {
  ...{ budget: ofMarketplaces, skills: ofMarketplaces, kind: ofMarketplaces },
  ...{ awards: ofProcesses, briefingSessions: ofProcesses, documents: ofProcesses, releaseCount: ofProcesses },
  ...{ lots: ofProcesses, items: ofProcesses, contracts: ofProcesses, compiledRelease: ofProcesses },
  ...{ noticeKind: ofProcesses, statusReason: ofProcesses, valueStatement: ofProcesses, closingStatement: ofProcesses },
  ...{ history: ofProcesses, unacknowledgedChanges: ofProcesses, asOf: ofProcesses, documentsReplacedAt: ofProcesses },
  ...{
    bbbeeRequirements: ofProcesses,
    cidbRequirements: ofProcesses,
    preference: ofProcesses,
    statedBriefing: ofProcesses,
  },
  ...{
    id: ofRows,
    ocid: ofRows,
    key: ofRows,
    entry: ofRows,
    overrides: ofRows,
    effective: ofRows,
    summary: ofRows,
    readiness: ofRows,
    answer: ofRows,
    feedback: ofRows,
    score: ofRows,
  },
  ...{ buyer: ofRows, isPrivate: ofRows, teamTender: ofRows, lastSeenAt: ofRows },
  at: 'only a state is of an instant',
};

/** Types that a client shows alike share an interface with every field that more than one of them could have. */
export function* interfaces(): Generator<string> {
  const shared = schema.getType('TenderLike');
  for (const name of ['Tender', 'TenderSnapshot', 'TeamTender']) {
    const type = schema.getType(name);
    if (!implementsInterface(type, 'TenderLike')) yield name;
    if (!isObjectType(type) || !isInterfaceType(shared)) continue;
    for (const field of Object.keys(type.getFields()))
      if (!(field in shared.getFields()) && !(field in ofSomeTenders)) yield `${name}.${field}`;
  }
}
