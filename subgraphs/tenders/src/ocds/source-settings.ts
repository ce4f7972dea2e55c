import { z } from 'zod';

/** How the fields of a source are to be read. Stored with the source, so that a new portal needs no code. */
export const sourceSettings = z.object({
  /** Short name of the publisher where its ocids do not tell it: what its local ids belong to. */
  publisher: z.string().optional(),
  /** Zone of local times, and of date-times whose offset is wrong. */
  timeZone: z.string().default('UTC'),
  /** The portal writes local time and marks it `Z`. */
  offsetsAreWrong: z.boolean().default(false),
  /** `tender.title` is the tender number; people read `tender.description`. */
  titleIsReference: z.boolean().default(false),
  /** An amount of 0 means that the amount was not disclosed. */
  zeroIsUndisclosed: z.boolean().default(false),
  /** The portal leaves the status "planning" standing on tenders that are open: dates count for more. */
  plannedLags: z.boolean().default(false),
  /** Language of texts whose releases name none, such as "pt". */
  language: z.string().max(20).optional(),
  /** Query parameter of document addresses that holds the file name. */
  filenameParameter: z.string().optional(),
  /** Where the publisher shows a tender whose releases name no page; `{ocid}` stands for the id of the tender. */
  noticeUrl: z.string().optional(),
  /** Texts that mean "nothing". */
  emptyTexts: z.array(z.string()).default([]),
  /** Names that stand for "nobody" among suppliers. */
  placeholderSuppliers: z.array(z.string()).default([]),
  /** Currency of amounts that carry none. */
  currency: z.string().length(3).optional(),
});

export type SourceSettings = z.infer<typeof sourceSettings>;

/** Settings of a source that follows the standard. */
export const standardSettings: SourceSettings = sourceSettings.parse({});

/**
 * The part of an ocid that names its publisher, in lower case: "ocds-9t57fa" of "ocds-9t57fa-168797". Null when the
 * ocid has no registered prefix.
 */
export function ocidPrefix(ocid: string): string | null {
  return /^ocds-[a-z0-9]{6}/iu.exec(ocid)?.[0].toLowerCase() ?? null;
}
