import { objectsIn, type JsonObject } from '../json.js';
import { noted, type RepairNotes } from './repair-value.js';
import { countRepair } from './repairs.js';

/** A contract names its award. Where there is one award only it is that one; else nobody can say, and it is left out. */
export function keepAwardedContracts(release: JsonObject, { counts }: RepairNotes): void {
  const contracts = objectsIn(release['contracts']);
  if (contracts.every((contract) => contract['awardID'] !== undefined)) return;
  const [award, ...others] = objectsIn(release['awards']);
  const kept = contracts.filter((contract) => {
    if (contract['awardID'] !== undefined) return true;
    const awardId = others.length === 0 ? award?.['id'] : undefined;
    if (awardId === undefined) {
      countRepair(counts, 'CONTRACT_LEFT_OUT');
      return false;
    }
    contract['awardID'] = noted(counts, 'ID_ADDED', awardId);
    return true;
  });
  if (kept.length > 0) release['contracts'] = kept;
  else Reflect.deleteProperty(release, 'contracts');
}
