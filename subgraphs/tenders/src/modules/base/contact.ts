interface ContactColumns {
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
}

/** Whom to ask; null where nothing is stated. */
export function contactOf({ contactName: name, contactEmail: email, contactPhone: phone }: ContactColumns) {
  return name === null && email === null && phone === null ? null : { name, email, phone };
}
