import { z } from 'zod';
import { isWorksClass, type WorksClass } from './cidb/works-classes.js';

/** Words in a field of a tender, as they are stored. */
const span = z.object({
  field: z.enum(['TITLE', 'DESCRIPTION', 'SPECIAL_CONDITIONS']),
  start: z.int(),
  end: z.int(),
  text: z.string(),
});

const worksClass = z.custom<WorksClass>((value) => typeof value === 'string' && isWorksClass(value));

const cidb = z.object({
  designations: z.array(
    z.object({
      grade: z.int().nullable(),
      classOfWorks: worksClass.nullable(),
      isPotentiallyEmerging: z.boolean(),
      isOrHigher: z.boolean(),
      alternatives: z.int(),
      span,
    }),
  ),
  notApplicable: z.array(span),
  mention: span.nullable(),
  emerging: span.nullable(),
});

const bbbee = z.object({
  levels: z.array(z.object({ best: z.int(), worst: z.int(), span })),
  enterprises: z.array(z.object({ kind: z.enum(['EME', 'QSE']), isCondition: z.boolean(), span })),
});

const preference = z.object({
  systems: z.array(z.object({ system: z.enum(['80/20', '90/10']), span })),
  goals: z.array(z.object({ goal: z.string(), points: z.number().nullable(), span })),
  proof: z.array(span),
});

/** What was read out of the free text of a tender. Null where the text says nothing of the kind. */
export const tenderFacts = z.object({
  cidb: cidb.nullable(),
  bbbee: bbbee.nullable(),
  preference: preference.nullable(),
  briefing: z.object({ isCompulsory: z.boolean(), span }).nullable(),
});

export type TenderFacts = z.output<typeof tenderFacts>;
export type CidbFacts = z.output<typeof cidb>;
export type BbbeeFacts = z.output<typeof bbbee>;
export type PreferenceFacts = z.output<typeof preference>;
export type BriefingFact = NonNullable<TenderFacts['briefing']>;
