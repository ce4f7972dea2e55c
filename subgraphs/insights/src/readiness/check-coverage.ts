import { provinceKey, provinceName, wholeCountry } from '../facts/provinces.js';
import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'province-covered', ruleVersion: '1' };

/** Compares the tender's province with those the team covers. A national tender matches whatever is covered. */
export function checkCoverage(team: TeamFacts, tender: TenderNeeds): Finding {
  const place = tender.province;
  if (place === null) return { ...rule, state: 'UNKNOWN', evidence: 'The tender names no province.' };
  const tenderKey = provinceKey(place);
  if (tenderKey === wholeCountry)
    return { ...rule, state: 'MET', evidence: 'The tender is national, which any coverage matches.' };
  if (team.provinces.length === 0)
    return {
      ...rule,
      state: 'UNKNOWN',
      evidence: `The tender is in ${provinceName(place)}; the company profile names no provinces.`,
    };

  const covered = team.provinces.map((province) => ({ province, key: provinceKey(province) }));
  const match = covered.find(
    ({ key, province }) => key === wholeCountry || (key === null ? province === place : key === tenderKey),
  );
  if (match !== undefined) {
    return {
      ...rule,
      state: 'MET',
      evidence: `The tender is in ${provinceName(place)}, which the company profile covers with "${provinceName(match.province)}".`,
    };
  }
  const unread = covered.find(({ key }) => key === null);
  if (unread !== undefined || tenderKey === null) {
    const doubtful = unread?.province ?? place;
    return {
      ...rule,
      state: 'UNKNOWN',
      evidence: `The tender is in ${provinceName(place)}; "${doubtful}" could not be read as a province.`,
    };
  }
  return {
    ...rule,
    state: 'NOT_MET',
    evidence: `The tender is in ${provinceName(place)}; the company profile covers ${team.provinces.map(provinceName).join(', ')}.`,
  };
}
