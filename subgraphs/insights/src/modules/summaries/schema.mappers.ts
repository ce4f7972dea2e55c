/** A tender is only its UUID here: everything else is looked up by it. */
export interface TenderMapper {
  readonly id: string;
}
