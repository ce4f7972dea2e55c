import type { StatedCidb } from '../facts/stated-cidb.js';
import type { ContractKind } from './contract-kind.js';
import type { Sector } from './sectors.js';

/** Outcome of a check. Unknown counts neither for nor against; what does not apply counts not at all. */
export type CheckState = 'MET' | 'NOT_MET' | 'UNKNOWN' | 'NOT_APPLICABLE';

/** What is checked. */
export type CheckPart = 'SECTOR' | 'CERTIFICATIONS' | 'COVERAGE' | 'EXPERIENCE';

/** What the checks come to. */
export type Recommendation = 'PURSUE' | 'CONSIDER' | 'AVOID' | 'UNDECIDED' | 'NOTHING_TO_PURSUE';

/** Why there is nothing to bid for. */
export type Obstacle = 'CLOSED' | 'AWARDED' | 'CANCELLED' | 'NO_TENDER' | 'BRIEFING_PAST';

/** What was compared: as data, so that a client need not read sentences. */
export interface Compared {
  readonly required: readonly string[];
  readonly held: readonly string[];
}

/** What a rule found. */
export interface Finding extends Compared {
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

/** A registration, accreditation or licence that the team holds. */
export interface HeldRegistration {
  readonly body: string;
  /** Last day it is valid as `2026-03-31`; null when not stated. */
  readonly expiresOn: string | null;
  readonly isValidNow: boolean;
  readonly isValidAtClosing: boolean;
}

/** What a team can do. Empty and null mean not stated, never no. */
export interface TeamFacts {
  readonly sectors: readonly string[];
  readonly services: readonly string[];
  readonly provinces: readonly string[];
  readonly experienceYears: number | null;
  /** B-BBEE level, 1 the best; null when not stated or its certificate has ended. */
  readonly bbbeeLevel: number | null;
  readonly designations: readonly HeldDesignation[];
  readonly registrations: readonly HeldRegistration[];
}

/** What a tender asks, as read from its words and fields. All of it is stored with a score, so that it can be counted again. */
export interface TenderNeeds {
  /** Null where bids are taken. */
  readonly obstacle: Obstacle | null;
  readonly kind: ContractKind | null;
  /** The words that name what is bought. */
  readonly subject: string;
  readonly sectors: readonly Sector[];
  /** The words name none of these: the publisher's category does, which is often wrong. */
  readonly isSectorByField: boolean;
  readonly province: string | null;
  /** The province by postal code or town of a tender that calls itself national. */
  readonly likelyProvince: string | null;
  readonly valueAmount: string | null;
  readonly valueCurrency: string | null;
  readonly cidb: StatedCidb | null;
  /** The lowest B-BBEE level that bidders must hold; null where none is a condition. */
  readonly bbbeeWorstLevel: number | null;
  readonly bbbeeQuote: string | null;
  /** EME, QSE: who alone may bid, as the text says. */
  readonly onlyEnterprises: readonly string[];
  readonly registrations: readonly string[];
  readonly experienceYears: number | null;
  readonly experienceQuote: string | null;
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

/** A row of the table of joint ventures: which lower grades together count as one. */
export interface JointVentureRule {
  readonly grade: number;
  readonly combinations: readonly (readonly number[])[];
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

/** Everything a score is calculated from. The same inputs always give the same score. */
export interface ReadinessInputs {
  readonly team: TeamFacts;
  readonly tender: TenderNeeds;
  readonly gradeLimits: readonly GradeLimit[];
  readonly preferenceLimits: readonly PreferenceLimit[];
  readonly jointVentures: readonly JointVentureRule[];
}

/** A check with what it is worth. */
export interface Check extends Finding {
  readonly part: CheckPart;
  /** Null when unknown or not applicable: neither earned nor lost. */
  readonly points: number | null;
  readonly maxPoints: number;
}
