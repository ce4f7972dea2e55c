import { BREAK, Kind, visit, type ASTNode, type DocumentNode } from 'graphql';
import { HubError, inputFault } from '../../errors/errors.js';
import { findUnstorableText, isStorableText, unstorableTextMessage, type InputPath } from '../../values/values.js';

/** A name that a client made up is cut before it is said back, and a path before it is longer than anybody reads. */
const nameLengthMax = 60;
const pathLengthMax = 20;

/**
 * Why variables are refused: a text in them that no store can hold. Null when there is none.
 *
 * The wall in front of every `String` and `ID`: without it NUL is an error of the database, which looks like our fault.
 */
export function refusalOfVariables(variables: unknown): HubError | null {
  const path = findUnstorableText(variables);
  return path === null ? null : refusalAt(path);
}

const escapedNul = /\0|\\u(?:0000|\{0+\})/u;

/** As `refusalOfVariables`, for the texts that are written into a document. `text` is what it was parsed from. */
export function refusalOfDocument(text: string, document: DocumentNode): HubError | null {
  // The parser has refused half surrogate pairs already, so NUL is all that can be left; few documents speak of it.
  if (!escapedNul.test(text)) return null;
  let refusal: HubError | null = null;
  visit(document, {
    StringValue: (node, _key, parent, _path, ancestors) => {
      if (isStorableText(node.value)) return undefined;
      refusal = refusalAt(argumentPath([...ancestors, ...(parent === undefined ? [] : [parent])]));
      return BREAK;
    },
  });
  return refusal;
}

/** Names of the argument and of the input fields that a value stands in. */
function argumentPath(ancestors: readonly (ASTNode | readonly ASTNode[])[]): InputPath {
  return ancestors.flatMap((ancestor) =>
    'kind' in ancestor && (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD)
      ? [ancestor.name.value]
      : [],
  );
}

function refusalAt(path: InputPath): HubError {
  const names = path.slice(0, pathLengthMax).map((key) => String(key).slice(0, nameLengthMax));
  const message = names.length === 0 ? unstorableTextMessage : `${names.join('.')}: ${unstorableTextMessage}`;
  return new HubError('BAD_USER_INPUT', message, {
    details: { problems: [inputFault(names, unstorableTextMessage)] },
  });
}
