import { provinceName } from '../facts/provinces.js';
import { checkCertifications } from './check-certifications.js';
import { checkConditions } from './check-conditions.js';
import { missingRegistrations, nameOfMissing, type MissingRegistration } from './registrations.js';
import { jointVentureFor } from './joint-ventures.js';
import { remedyKinds, type Remedy, type RemedyKind } from './remedy.js';
import type { Check, CheckPart, HeldDesignation, ReadinessInputs, TenderNeeds } from './readiness.js';

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

/** A grade, a level and a registration can be missing at once: then either alone would not be enough, so what mends each is listed. */
function ofCertifications(inputs: ReadinessInputs): Remedy[] {
  const { team, tender, gradeLimits } = inputs;
  const isGradeMissing = checkCertifications(team, tender, gradeLimits).state === 'NOT_MET';
  const unmet = new Set(
    checkConditions(team, tender).flatMap(({ ruleId, state }) => (state === 'NOT_MET' ? [ruleId] : [])),
  );
  return [
    ...(isGradeMissing ? ofGrade(inputs) : []),
    ...(unmet.has('bbbee-level') ? ofBbbee(inputs) : []),
    ...(unmet.has('registrations') ? missingRegistrations(team, tender).map(ofRegistration) : []),
  ];
}

function ofRegistration(missing: MissingRegistration): Remedy {
  const name = nameOfMissing(missing);
  const [kind, action]: [RemedyKind, string] =
    missing.endedOn === null
      ? ['REGISTRATION', `Register with ${name}, or be certified, and state the number in the company profile.`]
      : ['CERTIFICATE_RENEWAL', `Renew the registration with ${name}.`];
  return { part: 'CERTIFICATIONS', kind, action, ruleId: 'remedy-registration', ...own };
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
