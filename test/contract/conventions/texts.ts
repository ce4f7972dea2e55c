import { isEnumType, isIntrospectionType, isSpecifiedScalarType } from 'graphql';
import { fields, schema, sendable } from './graph.js';

/** Turns of phrase that are not plain English, or not the words of the field. */
const idioms =
  /\b(?:taken? note of|take note|gives? up|given up|left nothing over|leaves nothing over|continue behind|the same for ever|nobody's secret|what it comes to|who asked|one that is none|is to blame|by hand|exchanged? of|exchanges of|exchange in|slip of the pen)\b/iu;

/** Every thing has a description, in plain words. */
export function* descriptions(): Generator<string> {
  const described = [
    ...Object.values(schema.getTypeMap())
      .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
      .flatMap((type) => [
        { at: type.name, text: type.description },
        ...(isEnumType(type)
          ? type.getValues().map(({ name, description }) => ({ at: `${type.name}.${name}`, text: description }))
          : []),
      ]),
    ...fields.map(({ at, field }) => ({ at, text: field.description })),
    ...sendable.map(({ at, value }) => ({ at, text: value.description })),
  ];
  for (const { at, text } of described)
    if (!/^[A-Z0-9`"].*[.:)"`]$/su.test((text ?? '').trim()) || idioms.test(text ?? '')) yield at;
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const root of roots) if (!/permission/iu.test(root?.description ?? '')) yield root?.name ?? 'root';
}

/** What goes says what comes instead, and from which day on it may be gone. */
export function* evolution(): Generator<string> {
  const reasons = [
    ...fields.map(({ at, field }) => ({ at, reason: field.deprecationReason })),
    ...sendable.map(({ at, value }) => ({ at, reason: value.deprecationReason })),
    ...Object.values(schema.getTypeMap())
      .filter(isEnumType)
      .flatMap((type) =>
        type
          .getValues()
          .map(({ name, deprecationReason }) => ({ at: `${type.name}.${name}`, reason: deprecationReason })),
      ),
  ];
  for (const { at, reason } of reasons)
    if (reason && !/^Use `[^`]+`\. Removed after \d{4}-\d{2}-\d{2}\.$/u.test(reason)) yield at;
}
