import { member, memberAt, objectsIn, saysNothing, textOf, verbatimOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import { closingByDuration, readClosing, type Closing } from '../time/closing-date.js';
import { zoneOfCountry } from '../time/country-zones.js';
import { partyOf } from './read-organisation.js';

/** When bids of a release, or of a compiled one, close. */
export function readClosingOf(release: JsonObject, settings: SourceSettings): Closing {
  const { offsetsAreWrong, timeZone } = settings;
  const period = periodOf(release);
  const saysNothing = period.end === null && period.days === null;
  return closingOf(period, { zone: saysNothing ? timeZone : zoneOf(release, settings), offsetsAreWrong });
}

/** As readClosingOf(), for comparing releases of one process: not each of them says where the buyer sits. */
export function readBareClosing(release: JsonObject, { offsetsAreWrong, timeZone }: SourceSettings): string | null {
  return closingOf(periodOf(release), { zone: timeZone, offsetsAreWrong }).at;
}

/** The period in which bids are taken, as stated. */
interface Period {
  readonly start: string | null;
  readonly end: string | null;
  readonly days: number | null;
}

function periodOf(release: JsonObject): Period {
  const period = memberAt(release, 'tender', 'tenderPeriod');
  const days = /^(\d{1,4})(?:\.0+)?(?:\s*days?)?$/iu.exec(textOf(member(period, 'durationInDays'), 60) ?? '')?.[1];
  return {
    start: textOf(member(period, 'startDate'), 60),
    end: closingTextOf(period)?.trim() ?? null,
    days: days === undefined ? null : Number(days),
  };
}

/** The closing date as stated; of an object or a list, which says no date that can be read, its beginning in JSON. */
export function closingTextOf(period: Json | undefined): string | null {
  const end = member(period, 'endDate');
  const text = verbatimOf(end, 60);
  return text ?? (saysNothing(end) ? null : JSON.stringify(end).slice(0, 60));
}

function closingOf({ start, end, days }: Period, reading: Parameters<typeof readClosing>[1]): Closing {
  const stated = readClosing(end, reading);
  if (stated.statement !== 'NOT_STATED' && stated.statement !== 'PLACEHOLDER') return stated;
  return closingByDuration(start, days, reading) ?? stated;
}

/** The zone of the buyer's clocks: that of the source, else that of the country in which the buyer sits, else UTC. */
function zoneOf(release: JsonObject, { timeZone }: SourceSettings): string {
  if (timeZone !== 'UTC') return timeZone;
  const parties = member(release, 'parties');
  for (const organisation of [member(release, 'buyer'), memberAt(release, 'tender', 'procuringEntity')]) {
    if (organisation === undefined) continue;
    const zone = zoneOfOrganisation(organisation) ?? zoneOfOrganisation(partyOf(organisation, parties));
    if (zone !== null) return zone;
  }
  for (const party of objectsIn(parties)) {
    const zone = isBuyer(party) ? zoneOfOrganisation(party) : null;
    if (zone !== null) return zone;
  }
  return timeZone;
}

function zoneOfOrganisation(organisation: Json | undefined): string | null {
  const address = member(organisation, 'address');
  const country = member(address, 'country') ?? member(address, 'countryName');
  return country === undefined ? null : zoneOfCountry(textOf(country, 100));
}

function isBuyer(party: JsonObject): boolean {
  const roles: Json | undefined = party['roles'];
  return Array.isArray(roles) && roles.some((role) => role === 'buyer' || role === 'procuringEntity');
}
