import { member, memberAt, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import { readClosing, type Closing } from '../time/closing-date.js';
import { zoneOfCountry } from '../time/country-zones.js';
import { partyOf } from './read-organisation.js';

/** When bids of a release, or of a compiled one, close. */
export function readClosingOf(release: JsonObject, settings: SourceSettings): Closing {
  const { offsetsAreWrong, timeZone } = settings;
  const text = closingTextOf(release);
  return readClosing(text, { zone: text === null ? timeZone : zoneOf(release, settings), offsetsAreWrong });
}

/** As readClosingOf(), for comparing releases of one process: not each of them says where the buyer sits. */
export function readBareClosing(release: JsonObject, { offsetsAreWrong, timeZone }: SourceSettings): string | null {
  return readClosing(closingTextOf(release), { zone: timeZone, offsetsAreWrong }).at;
}

function closingTextOf(release: JsonObject): string | null {
  return textOf(memberAt(release, 'tender', 'tenderPeriod', 'endDate'), 60);
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
