/** What it is read from. */
export interface SubjectSource {
  readonly title: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly procurementCategory: string | null;
  readonly itemNames: readonly string[];
  /** Who buys is not what is bought. */
  readonly buyerName?: string | null;
  /** Gradings are only asked of contractors for works. */
  readonly asksForGrade: boolean;
}
