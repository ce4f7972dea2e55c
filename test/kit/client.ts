import { initGraphQLTada, type TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';
import type { introspection } from './generated/api-types.js';

/** Makes an operation: its variables and its result are typed from the supergraph. A wrong field does not compile. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { ID: string; DateTime: string; Date: string; Decimal: string; JSON: Untyped; ByteCount: number };
}>();

/** What an operation was answered with. */
export interface Sent<Data> {
  readonly data: Data;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** Codes of the errors. */
  readonly codes: readonly unknown[];
  /** The whole answer as text, to look for what must not be in it. */
  readonly text: string;
}

type VariablesArgument<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** Somebody who sends operations. Texts that a test puts together have results that are not typed. */
export interface Client {
  /** Sends an operation; errors are part of the answer. */
  send<Result, Variables>(
    operation: TadaDocumentNode<Result, Variables>,
    ...variables: VariablesArgument<Variables>
  ): Promise<Sent<Result | null>>;
  send(operation: string, variables?: Record<string, unknown>): Promise<Sent<Untyped>>;
  /** Sends an operation that succeeds; answers its data. @throws Error with the errors, if there are any. */
  data<Result, Variables>(
    operation: TadaDocumentNode<Result, Variables>,
    ...variables: VariablesArgument<Variables>
  ): Promise<Result>;
  data(operation: string, variables?: Record<string, unknown>): Promise<Untyped>;
}

/** Plain JSON of an operation that is not typed. */
export type Untyped = ReturnType<typeof JSON.parse>;

/** Carries one request and answers the JSON text that came back. */
export type Transport = (request: { query: string; variables: Record<string, unknown> }) => Promise<string>;

/** A client over some transport. */
export function clientOver(carry: Transport): Client {
  const send = async (operation: string | TadaDocumentNode, variables: object = {}): Promise<Sent<Untyped>> => {
    const query = typeof operation === 'string' ? operation : print(operation);
    const text = await carry({ query, variables: { ...variables } });
    const { data = null, errors = [] }: Untyped = JSON.parse(text);
    return {
      data,
      errors,
      codes: errors.map(({ extensions }: Sent<null>['errors'][number]) => extensions['code']),
      text,
    };
  };
  return {
    send,
    async data(operation: string | TadaDocumentNode, variables: object = {}): Promise<Untyped> {
      const { data, errors } = await send(operation, variables);
      if (errors.length > 0) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
      return data;
    },
  };
}
