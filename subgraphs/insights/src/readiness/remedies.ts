import { provinceName } from '../facts/provinces.js';
import { checkCertifications } from './check-certifications.js';
import { checkConditions } from './check-conditions.js';
import { jointVentureFor } from './joint-ventures.js';
import type { Check, CheckPart, HeldDesignation, ReadinessInputs, TenderNeeds } from './readiness.js';

export const remedyKinds = [
  'CERTIFICATE_RENEWAL',
  'POTENTIALLY_EMERGING',
  'JOINT_VENTURE',
  'SUBCONTRACT',
  'REGISTRATION',
  'BRANCH',
  'UPGRADE',
  'NONE',
] as const;

export type RemedyKind = (typeof remedyKinds)[number];

/** Something that would make a part met. The order of `remedyKinds` is from cheap to costly. */
export interface Remedy {
  readonly part: CheckPart;
  readonly kind: RemedyKind;
  /** One sentence: what to do, and what it rests on. */
  readonly action: string;
  readonly ruleId: string;
  readonly ruleVersion: string;
  /** False where it rests on a rule that is not confirmed, which the action says as well. */
  readonly isConfirmed: boolean;
}

/** What would make the team eligible, for each part that is not met, cheapest first; where nothing would, that is said. */
export function remediesFor(checklist: readonly Check[], inputs: ReadinessInputs): readonly Remedy[] {
  return checklist
    .filter(({ state }) => state === 'NOT_MET')
    .flatMap(({ part }) => {
      const found = remediesOf(part, inputs).toSorted(
        (left, right) => remedyKinds.indexOf(left.kind) - remedyKinds.indexOf(right.kind),
      );
      return found.length > 0 ? found : [none(part)];
    });
}

const own = { ruleVersion: '1', isConfirmed: true };

function remediesOf(part: CheckPart, inputs: ReadinessInputs): Remedy[] {
  if (part === 'CERTIFICATIONS') return ofCertifications(inputs);
  if (part === 'COVERAGE') return ofPlace(inputs.tender);
  if (part === 'EXPERIENCE') return ofExperience(inputs);
  return [];
}

/** A grade and a level can be missing at once: then either alone would not be enough, so what mends each is listed. */
function ofCertifications(inputs: ReadinessInputs): Remedy[] {
  const { team, tender, gradeLimits } = inputs;
  const isGradeMissing = checkCertifications(team, tender, gradeLimits).state === 'NOT_MET';
  const isLevelMissing = checkConditions(team, tender).some(
    ({ ruleId, state }) => ruleId === 'bbbee-level' && state === 'NOT_MET',
  );
  return [...(isGradeMissing ? ofGrade(inputs) : []), ...(isLevelMissing ? ofBbbee(inputs) : [])];
}

function none(part: CheckPart): Remedy {
  const why =
    part === 'SECTOR'
      ? 'Nothing makes the team eligible: the tender is for another line of business.'
      : 'Nothing that the rules know would make the team eligible before bids close.';
  return { part, kind: 'NONE', action: why, ruleId: 'remedy-none', ...own };
}

/** The designation of the tender that is nearest to what the team holds, and what the team holds of its class. */
function nearest({ team, tender }: ReadinessInputs) {
  const required = (tender.cidb?.designations ?? []).filter(
    ({ grade, classOfWorks }) => grade !== null && classOfWorks !== null,
  );
  const pairs = required.map((designation) => ({
    grade: designation.grade ?? 0,
    workClass: designation.classOfWorks ?? '',
    held: best(team.designations.filter(({ workClass }) => workClass === designation.classOfWorks)),
  }));
  return pairs.toSorted((left, right) => gap(left) - gap(right))[0];
}

function best(held: readonly HeldDesignation[]): HeldDesignation | null {
  return held.toSorted((left, right) => right.grade - left.grade)[0] ?? null;
}

function gap({ grade, held }: { grade: number; held: HeldDesignation | null }): number {
  return held === null ? 100 + grade : Math.max(0, grade - held.grade);
}

function ofGrade(inputs: ReadinessInputs): Remedy[] {
  const target = nearest(inputs);
  if (target === undefined) return [];
  const { grade, workClass, held } = target;
  const name = `${grade}${workClass}`;
  const remedy = (kind: RemedyKind, action: string, rest: Partial<Remedy> = {}): Remedy => ({
    ...{ part: 'CERTIFICATIONS' as const, kind, action, ruleId: `remedy-${kind.toLowerCase().replaceAll('_', '-')}` },
    ...own,
    ...rest,
  });
  const subcontract = remedy('SUBCONTRACT', `Take part as a subcontractor of a bidder that holds ${name}.`);
  if (held === null)
    return [subcontract, remedy('UPGRADE', `Register with the CIDB in class ${workClass}, at grade ${grade}.`)];
  if (!held.isValidNow && held.grade >= grade)
    return [
      remedy(
        'CERTIFICATE_RENEWAL',
        `Renew ${held.grade}${workClass}, which ended on ${held.expiresOn ?? 'a day not stated'}: eligibility is tested before evaluation.`,
      ),
      subcontract,
    ];
  const found = [subcontract, remedy('UPGRADE', `Upgrade ${held.grade}${workClass} to ${name} with the CIDB.`)];
  if (grade - held.grade === 1 && !held.isPotentiallyEmerging)
    found.push(
      remedy(
        'POTENTIALLY_EMERGING',
        `Apply for potentially emerging status at ${held.grade}${workClass}: a buyer with a development programme may then accept one grade lower. The rule is not confirmed.`,
        { isConfirmed: false },
      ),
    );
  const venture = jointVentureFor(held.grade, grade, inputs.jointVentures);
  if (venture !== null) {
    const { partners, rule } = venture;
    const doubt = rule.isConfirmed ? '' : ' The table of grades is not confirmed.';
    found.push(
      remedy(
        'JOINT_VENTURE',
        `Form a joint venture with ${partners.length === 1 ? 'a partner' : `${partners.length} partners`} of ${partners.map((partner) => `${partner}${workClass}`).join(' and ')} or higher; the lead partner must hold ${workClass}.${doubt}`,
        {
          ruleId: 'cidb-joint-venture',
          ruleVersion: rule.effectiveFrom,
          isConfirmed: rule.isConfirmed,
        },
      ),
    );
  }
  return found;
}

function ofBbbee({ tender }: ReadinessInputs): Remedy[] {
  const level = tender.bbbeeWorstLevel ?? 1;
  return [
    {
      part: 'CERTIFICATIONS',
      kind: 'JOINT_VENTURE',
      action: `Form a joint venture whose consolidated certificate is level ${level} or better.`,
      ruleId: 'remedy-bbbee-joint-venture',
      ...own,
    },
    {
      part: 'CERTIFICATIONS',
      kind: 'UPGRADE',
      action: `Have B-BBEE verified at level ${level} or better.`,
      ruleId: 'remedy-bbbee-upgrade',
      ...own,
    },
  ];
}

function ofPlace({ province }: TenderNeeds): Remedy[] {
  const name = provinceName(province ?? '');
  return [
    {
      part: 'COVERAGE',
      kind: 'SUBCONTRACT',
      action: `Work with a subcontractor or partner in ${name}.`,
      ruleId: 'remedy-local-partner',
      ...own,
    },
    {
      part: 'COVERAGE',
      kind: 'BRANCH',
      action: `Open a branch in ${name}, or add it to the company profile where the team works there already.`,
      ruleId: 'remedy-branch',
      ...own,
    },
  ];
}

function ofExperience({ tender }: ReadinessInputs): Remedy[] {
  return [
    {
      part: 'EXPERIENCE',
      kind: 'JOINT_VENTURE',
      action: `Form a joint venture with a partner that has ${tender.experienceYears ?? 0} years of experience.`,
      ruleId: 'remedy-experienced-partner',
      ...own,
    },
  ];
}
