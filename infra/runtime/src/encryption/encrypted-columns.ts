/** Whose row an encrypted field is in. */
export interface FieldRow {
  readonly teamId: string;
  /** Of the row; of the team where the row has no id of its own. */
  readonly id: string;
}

/** The place for which credentials of a source are encrypted. */
export function placeOfCredentials({ teamId, id }: FieldRow): string {
  return `tenders.team_source:${teamId}:${id}:credentials`;
}

/** The place for which the contact data of a company profile is encrypted. */
export function placeOfContact({ teamId }: Pick<FieldRow, 'teamId'>): string {
  return `identity.company_profile:${teamId}:contact`;
}

/** The place for which the billing contact of a team is encrypted. */
export function placeOfBilling({ teamId }: Pick<FieldRow, 'teamId'>): string {
  return `identity.billing_contact:${teamId}:contact`;
}

/** The place for which the telephone number of an account is encrypted. */
export function placeOfPhone({ id }: Pick<FieldRow, 'id'>): string {
  return `identity.account:${id}:phone`;
}

/** Every encrypted column, by the name that the database knows it by in app.fields_of_older_keys. */
export const encryptedColumns = [
  { name: 'tenders.team_source.credentials', placeOf: placeOfCredentials },
  { name: 'identity.company_profile.contact_encrypted', placeOf: placeOfContact },
  { name: 'identity.account.phone_encrypted', placeOf: placeOfPhone },
  { name: 'identity.billing_contact.contact_encrypted', placeOf: placeOfBilling },
] as const;
