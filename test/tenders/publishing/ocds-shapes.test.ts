import { expect, test } from '@jest/globals';
import { isObject, memberAt, type Json, type JsonObject, namedShapes, ocdsShapes } from '@hub/tenders/ocds';
import { describeWithData, readObject } from '../shared-data.js';

describeWithData('the table of what the standard asks of values', () => {
  const schema = readObject('conformance/ocds-1.1.5/schema/release-schema.json');
  const definitions = objectAt(schema, 'definitions');
  const unit = objectAt(definitions, 'Item', 'properties', 'unit');
  const change = objectAt(definitions, 'Amendment', 'properties', 'changes', 'items');
  const shapes: [string, JsonObject][] = [
    ['Release', schema],
    ['Unit', unit],
    ['Change', change],
    ...Object.entries(definitions).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  ];

  test.each(shapes)('has of %s what the official schema has', (name, definition) => {
    const table = Object.entries(Object.entries(ocdsShapes).find(([shape]) => shape === name)?.[1] ?? {});
    const official = Object.entries(objectAt(definition, 'properties')).map(([field, rule]) => [field, ruleOf(rule)]);
    expect(Object.fromEntries(table.map(([field, kind]) => [field, describeKind(kind)]))).toEqual(
      Object.fromEntries(official),
    );
  });

  test('names the objects whose id is asked for', () => {
    const withIds = shapes
      .filter(([, { required }]) => Array.isArray(required) && required.includes('id'))
      .map(([name]) => name);
    expect([...namedShapes, 'Release', 'Tender'].toSorted()).toEqual(withIds.toSorted());
    const others = shapes.flatMap(([name, { required }]) =>
      Array.isArray(required)
        ? required.filter((field) => field !== 'id').map((field) => `${name}.${String(field)}`)
        : [],
    );
    expect(others).toEqual([
      'Release.ocid',
      'Release.date',
      'Release.tag',
      'Release.initiationType',
      'Contract.awardID',
    ]);
  });
});

function objectAt(value: Json, ...path: string[]): JsonObject {
  const found = memberAt(value, ...path);
  if (!isObject(found)) throw new Error(`The schema has no ${path.join('.')}.`);
  return found;
}

/** What the schema asks of one field, in the words of the table. */
function ruleOf(rule: Json): string {
  const types = [memberAt(rule, 'type')].flat();
  const reference = (value: Json | undefined) => String(memberAt(value, '$ref')).replace('#/definitions/', '');
  const codes = memberAt(rule, 'enum') ?? memberAt(rule, 'items', 'enum');
  if (memberAt(rule, '$ref') !== undefined) return `one ${reference(rule)}`;
  if (Array.isArray(codes))
    return `${types.includes('array') ? 'codes' : 'code'} ${codes.filter((code) => code !== null).join(' ')}`;
  if (memberAt(rule, 'items', '$ref') !== undefined) return `list ${reference(memberAt(rule, 'items'))}`;
  if (memberAt(rule, 'items', 'properties', 'former_value') !== undefined) return 'list Change';
  if (memberAt(rule, 'properties', 'scheme') !== undefined) return 'one Unit';
  if (types.includes('array') && types.includes('object')) return 'former';
  if (types.includes('array')) return 'texts';
  if (types.includes('object')) return 'details';
  if (memberAt(rule, 'format') === 'date-time') return 'date';
  if (memberAt(rule, 'format') === 'uri') return 'uri';
  if (types.includes('number')) return 'number';
  if (types.includes('boolean')) return 'flag';
  return types.includes('string') ? 'text' : 'integer';
}

/** A kind of the table in the same words. Ids are texts to the schema, or texts and numbers. */
function describeKind(kind: (typeof ocdsShapes)['Release'][string]): string {
  switch (kind.kind) {
    case 'code':
    case 'codes':
      return `${kind.kind} ${kind.codes.join(' ')}`;
    case 'one':
    case 'list':
      return `${kind.kind} ${kind.shape}`;
    case 'id':
      return 'text';
    default:
      return kind.kind;
  }
}
