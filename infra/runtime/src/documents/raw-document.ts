/** A document as Mongoose sees it; repositories parse it into the collection's type. */
export type RawDocument = Record<string, unknown> & { _id: string };
