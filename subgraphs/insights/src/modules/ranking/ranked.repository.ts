import { Prisma } from '@hub/prisma/client';

/** What feedback on the tender itself adds or takes away. */
const ownPoints = 8;
/** What each verdict on another tender of the same category, province or buyer adds or takes away: at most so much for each of the three. */
const verdictPoints = 2;
const traitPointsMax = 4;

// A reason narrows a verdict to one trait; size, time and the like say nothing of other tenders.
const traits = { category: 'SECTOR', province: 'PLACE', buyer: 'BUYER' } as const;
type Trait = keyof typeof traits;

const counts = (trait: Trait) => Prisma.sql`(v.reason is null or v.reason = ${traits[trait]})`;

const netBy = (trait: Trait) => {
  const value = Prisma.raw(trait);
  return Prisma.sql`
    select v.${value} as value, sum(v.sign)::integer as net from verdicts v
    where v.${value} is not null and ${counts(trait)} group by v.${value}`;
};

// The tender's own verdict is in the sum, and is taken out of it.
const netOf = (trait: Trait) =>
  Prisma.sql`coalesce(${Prisma.raw(`by_${trait}`)}.net - case when ${counts(trait)} then coalesce(v.sign, 0) else 0 end, 0)`;

const pointsOf = (trait: Trait) =>
  Prisma.sql`least(${traitPointsMax}::integer, greatest(-${traitPointsMax}::integer, ${verdictPoints}::integer * ${Prisma.raw(`"${trait}Net"`)}))`;

/**
 * The one place where ranks are counted; `rank-reasons.ts` says the same in words. Feedback moves a rank by 20 points at most, while the
 * worst tender to pursue is 50 above the best one to avoid: what the team likes never makes up for what it lacks.
 */
export const ranked = Prisma.sql`
  with read_traits as not materialized (
    select t.id, t.buyer_id as buyer, t.closing_at,
      case when c.tender_id is null then t.category else c.value end as category,
      case when p.tender_id is null then t.province else p.value end as province
    from tenders.tender t
    left join tenders.tender_override c on c.tender_id = t.id and c.field = 'CATEGORY'
    left join tenders.tender_override p on p.tender_id = t.id and p.field = 'PROVINCE'
  ), verdicts as (
    select t.id, case f.verdict when 'USEFUL' then 1 else -1 end as sign, f.reason, t.category, t.province, t.buyer
    from insights.tender_feedback f join read_traits t on t.id = f.tender_id
  ), by_category as (${netBy('category')}), by_province as (${netBy('province')}), by_buyer as (${netBy('buyer')}), parts as (
    select r.tender_id as id, r.score::integer, r.score_min::integer as "scoreMin", r.score_max::integer as "scoreMax",
      r.recommendation, t.closing_at, coalesce(r.score, (r.score_min + r.score_max) / 2 - 10)::integer as "scorePoints",
      case r.recommendation when 'PURSUE' then 20 when 'CONSIDER' then 10 when 'UNDECIDED' then 0 else -30 end as "recommendationPoints",
      coalesce(v.sign, 0) * ${ownPoints}::integer as "ownPoints",
      ${netOf('category')} as "categoryNet", ${netOf('province')} as "provinceNet", ${netOf('buyer')} as "buyerNet"
    from insights.readiness_score r join read_traits t on t.id = r.tender_id
    left join verdicts v on v.id = t.id
    left join by_category on by_category.value = t.category
    left join by_province on by_province.value = t.province
    left join by_buyer on by_buyer.value = t.buyer
  ), points as (
    select p.*, ${pointsOf('category')} as "categoryPoints", ${pointsOf('province')} as "provincePoints", ${pointsOf('buyer')} as "buyerPoints"
    from parts p
  ), ranked as (
    select p.*, "scorePoints" + "recommendationPoints" + "ownPoints" + "categoryPoints" + "provincePoints" + "buyerPoints" as rank
    from points p
  )`;
