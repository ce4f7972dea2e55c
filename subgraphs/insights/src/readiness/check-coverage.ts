import { provinceKey, provinceName, wholeCountry } from '../facts/provinces.js';
import type { Finding, TeamFacts, TenderNeeds } from './readiness.js';

const rule = { ruleId: 'province-covered', ruleVersion: '2' };

/** Compares the tender's province with those the team covers. A national tender matches whatever is covered. */
export function checkCoverage(team: TeamFacts, tender: TenderNeeds): Finding {
  const place = tender.province;
  const compared = { required: place === null ? [] : [place], held: team.provinces.slice(0, 10) };
  const found = (state: Finding['state'], evidence: string): Finding => ({ ...rule, ...compared, state, evidence });
  if (place === null) return found('UNKNOWN', 'The tender names no province.');
  const tenderKey = provinceKey(place);
  if (tenderKey === wholeCountry) {
    const likely = tender.likelyProvince;
    const near = likely === null ? '' : ` Its address is in ${provinceName(likely)}.`;
    return found('MET', `The tender is national, which any coverage matches.${near}`);
  }
  if (team.provinces.length === 0)
    return found('UNKNOWN', `The tender is in ${provinceName(place)}; the company profile names no provinces.`);

  const covered = team.provinces.map((province) => ({ province, key: provinceKey(province) }));
  const match = covered.find(
    ({ key, province }) => key === wholeCountry || (key === null ? province === place : key === tenderKey),
  );
  if (match !== undefined)
    return found(
      'MET',
      `The tender is in ${provinceName(place)}, which the company profile covers with "${provinceName(match.province)}".`,
    );
  const unread = covered.find(({ key }) => key === null);
  if (unread !== undefined || tenderKey === null)
    return found(
      'UNKNOWN',
      `The tender is in ${provinceName(place)}; "${unread?.province ?? place}" could not be read as a province.`,
    );
  return found(
    'NOT_MET',
    `The tender is in ${provinceName(place)}; the company profile covers ${team.provinces.map(provinceName).join(', ')}.`,
  );
}
