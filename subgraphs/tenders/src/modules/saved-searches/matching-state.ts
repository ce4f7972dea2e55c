/** How far a saved search has been matched. Places are text, because they may be wider than a JSON number. */
export interface MatchingState {
  readonly id: string;
  readonly teamId: string;
  readonly search: string | null;
  readonly filter: unknown;
  readonly orderBy: string | null;
  readonly notification: string;
  readonly alertsAgain: boolean;
  readonly isActive: boolean;
  /** Changes at this place and later ones are new. */
  readonly watchedIn: string;
  /** The place, and the tender of its change, up to which public tenders were matched. */
  readonly matchedIn: string;
  readonly matchedTender: string;
  readonly ownMatchedIn: string;
  readonly ownMatchedTender: string;
  /** When it last had its turn. */
  readonly matchedAt: Date;
  readonly matchCount: number;
  readonly notifiedCount: number;
}

/** A slice of changes that was matched, as one statement saw it. */
export interface MatchedSlice {
  /** Changed tenders looked at. */
  readonly scanned: number;
  /** How far they were matched; null when none were to be. */
  readonly matchedIn: string | null;
  readonly matchedTender: string | null;
  /** The last number given to a match. */
  readonly matchCount: number;
}
