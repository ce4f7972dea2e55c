import { getNamedType, isInputObjectType, isObjectType, isUnionType, type GraphQLObjectType } from 'graphql';
import { capitalised, implementsInterface, isUserError, mutations, objects, schema } from './graph.js';

const membersOf = (name: string): readonly GraphQLObjectType[] => {
  const type = schema.getType(`${capitalised(name)}Result`);
  return isUnionType(type) ? type.getTypes() : [];
};

/** A verb and a noun; one input and a result of the same name; never add or remove for create and delete. */
export function* names(): Generator<string> {
  for (const { name, args, type } of mutations) {
    const own = args.map((one) => `${one.name}: ${String(one.type)}`).join();
    const hasShape = own === `input: ${capitalised(name)}Input!` || own === '';
    const isNamed = /^[a-z]+(?:[A-Z][a-z]+)+$/u.test(name) || ['signIn', 'signOut'].includes(name);
    if (!hasShape || !isNamed || /^(?:add|remove)[A-Z]/u.test(name)) yield name;
    if (getNamedType(type).name !== `${capitalised(name)}Result`) yield name;
  }
}

/** What makes a row can be sent again; what changes one says which version it was made on. */
export function* inputs(): Generator<string> {
  for (const { name } of mutations) {
    const input = schema.getType(`${capitalised(name)}Input`);
    const own = isInputObjectType(input) ? input.getFields() : {};
    const isMaking = /^(?:create|track|request)/u.test(name);
    if (isMaking && String(own['idempotencyKey']?.type) !== 'String') yield `${name}.idempotencyKey`;
    if (name.startsWith('update') && String(own['expectedVersion']?.type) !== 'Int!') yield `${name}.expectedVersion`;
  }
}

// Sessions and codes, and what is of a person in another team or in none.
const withoutEntity = [
  'signIn',
  'refreshSession',
  'signOut',
  'requestSignUp',
  'requestPasswordReset',
  'resetPassword',
  'switchTeam',
  'setDefaultMembership',
  'leaveTeam',
  'markNotificationsRead',
  'updateNotificationPreferences',
  'updatePreferences',
  'endSession',
  'endOtherSessions',
  'changePassword',
  'requestEmailVerification',
  'requestEmailChange',
  'verifyEmail',
  'unsubscribeFromNotifications',
  'createCalendarFeed',
  'revokeCalendarFeed',
];

/** One success, named after the mutation, with the entity. */
export function* success(): Generator<string> {
  for (const { name } of mutations) {
    const successes = membersOf(name).filter((member) => !isUserError(member));
    const [one] = successes;
    if (successes.length !== 1 || one?.name !== `${capitalised(name)}Success`) yield name;
    else if (!withoutEntity.includes(name) && !name.startsWith('delete')) {
      const entities = Object.values(one.getFields()).map(({ type }) => getNamedType(type));
      if (!entities.some((type) => implementsInterface(type, 'Node'))) yield one.name;
    }
  }
}

/** Errors have one shape, and input that is refused has one type. */
export function* userErrors(): Generator<string> {
  const shape = { message: 'String!', code: 'ErrorCode!', path: '[String!]' };
  for (const type of objects.filter(isUserError))
    for (const [name, expected] of Object.entries(shape))
      if (String(type.getFields()[name]?.type) !== expected) yield `${type.name}.${name}`;
  for (const { name, args } of mutations) {
    const members = membersOf(name);
    if (args.length > 0 && !members.some((one) => one.name === 'InvalidInput')) yield `${name} without InvalidInput`;
    const input = schema.getType(`${capitalised(name)}Input`);
    const versioned = isInputObjectType(input) && 'expectedVersion' in input.getFields();
    if (versioned && !members.some((one) => one.name.endsWith('Conflict') && 'current' in one.getFields()))
      yield `${name} without a conflict`;
  }
  const shared = { InvalidInput: 'problems', LimitReached: 'max', NotFound: 'path' };
  for (const [name, field] of Object.entries(shared)) {
    const type = schema.getType(name);
    if (!isObjectType(type) || !(field in type.getFields())) yield name;
  }
}
