import { isObjectType, type GraphQLSchema } from 'graphql';
import { placed } from '../../errors/errors.js';

/** Makes errors about a value say where among the arguments of their field it was sent. */
export function placeFaults(schema: GraphQLSchema): GraphQLSchema {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  for (const field of fields) {
    const { resolve } = field;
    if (resolve === undefined || field.args.length === 0) continue;
    field.resolve = (parent, args, context, info) => {
      const rethrow = (error: unknown): never => {
        throw placed(error, args);
      };
      try {
        const result: unknown = resolve(parent, args, context, info);
        return result instanceof Promise ? result.catch(rethrow) : result;
      } catch (error) {
        return rethrow(error);
      }
    };
  }
  return schema;
}
