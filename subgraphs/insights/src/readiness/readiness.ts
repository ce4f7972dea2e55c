import type { StatedCidb } from '../facts/stated-cidb.js';

/** Outcome of a check. Unknown counts neither for nor against. */
export type CheckState = 'MET' | 'NOT_MET' | 'UNKNOWN';

/** What is checked. */
export type CheckPart = 'SECTOR' | 'CERTIFICATIONS' | 'COVERAGE' | 'EXPERIENCE';

/** What the checks come to. */
export type Recommendation = 'PURSUE' | 'CONSIDER' | 'AVOID' | 'UNDECIDED';

/** What a rule found. */
export interface Finding {
  readonly state: CheckState;
  readonly ruleId: string;
  /** Version of the rule, or the first day of a rule of law. */
  readonly ruleVersion: string;
  readonly evidence: string;
}

/** A designation that the team holds. */
export interface HeldDesignation {
  readonly grade: number;
  readonly workClass: string;
  readonly isPotentiallyEmerging: boolean;
  /** Last day it is valid as `2026-03-31`; null when not stated. */
  readonly expiresOn: string | null;
  readonly isValidNow: boolean;
  /** True when the tender's closing is not known: then nothing says otherwise. */
  readonly isValidAtClosing: boolean;
}

/** What a team can do. Empty and null mean not stated, never no. */
export interface TeamFacts {
  readonly sectors: readonly string[];
  readonly services: readonly string[];
  readonly provinces: readonly string[];
  readonly experienceYears: number | null;
  readonly designations: readonly HeldDesignation[];
}

/** What a tender says, as far as readiness looks. */
export interface TenderNeeds {
  readonly title: string;
  readonly category: string | null;
  readonly itemNames: readonly string[];
  readonly province: string | null;
  readonly valueAmount: string | null;
  readonly valueCurrency: string | null;
  /** Title, description and conditions. */
  readonly text: string;
  /** What that says about the CIDB. */
  readonly cidb: StatedCidb | null;
}

/** A row of `insights.eligibility_rule` in force for the tender. */
export interface GradeLimit {
  readonly grade: number;
  /** Null means no limit. */
  readonly valueLimit: string | null;
  readonly currency: string;
  readonly effectiveFrom: string;
  readonly isConfirmed: boolean;
}

/** A row of `insights.preference_rule` in force for the tender. */
export interface PreferenceLimit {
  readonly system: string;
  readonly valueAbove: string | null;
  readonly valueLimit: string | null;
  readonly currency: string;
  readonly pricePoints: number;
  readonly goalPoints: number;
  readonly effectiveFrom: string;
  readonly isConfirmed: boolean;
  readonly source: string;
}
