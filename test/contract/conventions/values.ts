import { getNamedType, getNullableType, isListType, isScalarType, isSpecifiedScalarType } from 'graphql';
import { fields, inputs, schema, sendable } from './graph.js';

const closed =
  /^(?:class|classes|kind|kinds|status|statuses|type|method|methods|procurementCategory|procurementCategories|category|categories|permissions?|provinces?|role|plan|state)$/u;

/** A list that we know all values of is an enum; one of publishers is text, and says so. */
export function* enums(): Generator<string> {
  const texts = [...fields.map(({ at, field }) => ({ at, value: field })), ...sendable].filter(
    ({ value }) => closed.test(value.name) && getNamedType(value.type).name === 'String',
  );
  for (const { at, value } of texts)
    if (!/as published|as the source gives it/u.test(value.description ?? '')) yield at;
}

const units = /(?:seconds|minutes|points|bytes|rows|units)$/iu;

/** Amounts are Money; counts are `<noun>Count: Int!`; bytes have 64 bits. */
export function* moneyAndNumbers(): Generator<string> {
  for (const { parent, field, at } of fields) {
    const { name } = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    if (name === 'Decimal' && parent.name !== 'Money' && field.name !== 'quantity') yield at;
    if (field.name === 'currency' && parent.name !== 'Money') yield at;
    if (name === 'Int' && !isList && /[^s]s$/u.test(field.name) && !units.test(field.name)) yield at;
    if (/(?:^count|Count|Total)$/u.test(field.name) && String(field.type) !== 'Int!') yield at;
    if (/^count$/u.test(field.name)) yield at;
    if (/byte/iu.test(field.name) && name !== 'ByteCount') yield at;
  }
}

/** JSON is JSON, and every scalar names its specification. */
export function* json(): Generator<string> {
  for (const { at, field } of fields)
    if (getNamedType(field.type).name === 'String' && /JSON text|json$/iu.test(`${field.description} ${field.name}`))
      yield at;
  for (const input of inputs)
    for (const { name, description, type } of Object.values(input.getFields()))
      if (getNamedType(type).name === 'String' && /JSON text/u.test(description ?? '')) yield `${input.name}.${name}`;
  for (const type of Object.values(schema.getTypeMap()))
    if (isScalarType(type) && !isSpecifiedScalarType(type) && !type.specifiedByURL) yield type.name;
}
