/** What companies register with, are accredited by, licensed by or certified to, as tenders ask for it. */
export const registrationBodies = [
  'PSIRA',
  'NHBRC',
  'ECSA',
  'SACPCMP',
  'SACAP',
  'SACQSP',
  'SACNASP',
  'SACPLAN',
  'SAGC',
  'SACPVP',
  'EAPASA',
  'HPCSA',
  'SANC',
  'SAPC',
  'SAHPRA',
  'IRBA',
  'SAICA',
  'IIA',
  'FSCA',
  'IATA',
  'ASATA',
  'LPC',
  'ICASA',
  'SAQCC',
  'SITA',
  'SETA',
  'QCTO',
  'DALRRD',
  'BARGAINING_COUNCIL',
  'OEM',
  'SABS',
  'ISO_9001',
  'ISO_14001',
  'ISO_17025',
  'ISO_22000',
  'ISO_27001',
  'ISO_45001',
] as const;

export type RegistrationBody = (typeof registrationBodies)[number];

const byName = new Map<string, RegistrationBody>(registrationBodies.map((body) => [body, body]));

/** Reads a body as tenders name it, such as "ISO 9001"; null for one that no profile can hold. */
export function readRegistrationBody(name: string): RegistrationBody | null {
  return byName.get(name.toUpperCase().replaceAll(/\s+/gu, '_')) ?? null;
}

/** The name of a body as people write it. */
export function nameOfBody(body: RegistrationBody): string {
  return body.replaceAll('_', ' ').replace('BARGAINING COUNCIL', 'the bargaining council');
}
