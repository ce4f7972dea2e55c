import { withoutAccents } from '../text/accents.js';

/**
 * Zone of local times in countries that publish tenders, by ISO 3166 code and by the names that publishers write. Where a
 * country has several zones it is that of its capital's side of the country where the day ends last, so that no day is
 * over before it is over for everybody. Names are compared without accents, capitals and signs. Since 2026-11-28.
 */
const zones: readonly (readonly [zone: string, ...names: readonly string[]])[] = [
  ['Africa/Johannesburg', 'ZA', 'South Africa', 'Suid-Afrika'],
  ['Africa/Nairobi', 'KE', 'Kenya'],
  ['Africa/Kampala', 'UG', 'Uganda'],
  ['Africa/Kigali', 'RW', 'Rwanda'],
  ['Africa/Lusaka', 'ZM', 'Zambia'],
  ['Africa/Blantyre', 'MW', 'Malawi'],
  ['Africa/Accra', 'GH', 'Ghana'],
  ['Africa/Lagos', 'NG', 'Nigeria'],
  ['Africa/Monrovia', 'LR', 'Liberia'],
  ['Africa/Maseru', 'LS', 'Lesotho'],
  ['Africa/Windhoek', 'Namibia'],
  ['Africa/Gaborone', 'BW', 'Botswana'],
  ['America/Lima', 'PE', 'Peru'],
  ['America/Bogota', 'CO', 'Colombia'],
  ['America/Guayaquil', 'EC', 'Ecuador'],
  ['America/Santiago', 'CL', 'Chile'],
  ['America/Asuncion', 'PY', 'Paraguay'],
  ['America/Montevideo', 'UY', 'Uruguay'],
  ['America/Argentina/Buenos_Aires', 'AR', 'Argentina'],
  ['America/La_Paz', 'BO', 'Bolivia'],
  ['America/Tegucigalpa', 'HN', 'Honduras'],
  ['America/Guatemala', 'GT', 'Guatemala'],
  ['America/El_Salvador', 'SV', 'El Salvador'],
  ['America/Costa_Rica', 'CR', 'Costa Rica'],
  ['America/Panama', 'PA', 'Panama'],
  ['America/Santo_Domingo', 'DO', 'Dominican Republic', 'Republica Dominicana'],
  ['America/Tijuana', 'MX', 'Mexico'],
  ['America/Vancouver', 'CA', 'Canada'],
  ['Pacific/Honolulu', 'US', 'USA', 'United States', 'United States of America'],
  ['America/Rio_Branco', 'BR', 'Brazil', 'Brasil'],
  ['Europe/London', 'GB', 'UK', 'United Kingdom', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  ['Europe/Dublin', 'IE', 'Ireland'],
  ['Europe/Chisinau', 'MD', 'Moldova', 'Republic of Moldova'],
  ['Europe/Kyiv', 'UA', 'Ukraine'],
  ['Europe/Paris', 'FR', 'France'],
  ['Europe/Berlin', 'DE', 'Germany', 'Deutschland'],
  ['Europe/Rome', 'IT', 'Italy', 'Italia'],
  ['Atlantic/Canary', 'ES', 'Spain', 'Espana'],
  ['Atlantic/Azores', 'PT', 'Portugal'],
  ['Asia/Yerevan', 'AM', 'Armenia'],
  ['Asia/Tbilisi', 'GE', 'Georgia'],
  ['Asia/Bishkek', 'KG', 'Kyrgyzstan'],
  ['Asia/Kathmandu', 'NP', 'Nepal'],
  ['Asia/Kolkata', 'IN', 'India'],
  ['Asia/Manila', 'PH', 'Philippines'],
  ['Asia/Jakarta', 'ID', 'Indonesia'],
  ['Australia/Perth', 'AU', 'Australia'],
  ['Pacific/Auckland', 'NZ', 'New Zealand', 'Aotearoa'],
];

const byName = new Map(zones.flatMap(([zone, ...names]) => names.map((name) => [plain(name), zone] as const)));

/** Zone of a country by its code or name; null for one that is not known. */
export function zoneOfCountry(country: string | null): string | null {
  return country === null ? null : (byName.get(plain(country)) ?? null);
}

function plain(text: string): string {
  return withoutAccents(text)
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
}
