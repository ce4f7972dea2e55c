import { optional, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { expectedVersion } from '../../expected-version.js';

export const invitationDayCountMax = 30;
const domainsMax = 20;
const currencies = new Set(Intl.supportedValuesOf('currency'));
const monthMessage = 'financialYearStartMonth must be 1 to 12.';
const daysMessage = `invitationDayCount must be 1 to ${invitationDayCountMax}.`;
const archivingDayCountMax = 3_650;
const archivingMessage = `archiveAfterDayCount must be 0 to ${archivingDayCountMax}.`;
const domainPattern = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u;

/** A domain as DNS writes it: small letters, digits and hyphens in two parts or more. */
export function domainOf(field: string): z.ZodType<string> {
  return z.string().trim().toLowerCase().regex(domainPattern, `${field} must be a domain, such as example.org.`);
}

/** What an update changes: only the fields that the client sent. */
export const updateTeamSettingsInput = z.object({
  expectedVersion: expectedVersion('settings', 0),
  reportingCurrency: z
    .string()
    .refine((code) => currencies.has(code), 'reportingCurrency must be an ISO 4217 code, such as ZAR.')
    .exactOptional(),
  financialYearStartMonth: z.int().min(1, monthMessage).max(12, monthMessage).exactOptional(),
  invitationDayCount: z.int().min(1, daysMessage).max(invitationDayCountMax, daysMessage).exactOptional(),
  invitationDomains: z
    .array(domainOf('Each of invitationDomains'))
    .max(domainsMax, `invitationDomains may have at most ${domainsMax} values.`)
    .transform((domains) => [...new Set(domains)].sort())
    .exactOptional(),
  archiveAfterDayCount: z.int().min(0, archivingMessage).max(archivingDayCountMax, archivingMessage).exactOptional(),
});
export type UpdateTeamSettings = z.infer<typeof updateTeamSettingsInput>;

const phone = textOf('phone', 30, 5).refine(
  (text) => /^\+?[\d ()/.-]+$/u.test(text) && (text.match(/\d/gu)?.length ?? 0) >= 5,
  'phone must be a telephone number, such as +27 12 345 6789.',
);
const stated = (schema: z.ZodType<string>) => optional(schema).transform((value) => value ?? null);

/** The whole contact. */
export const billingContact = z.object({
  name: textOf('name', 200),
  email: textOf('email', 254).pipe(z.email('email must be an e-mail address.')),
  phone: stated(phone),
  address: stated(textOf('address', 500)),
  vatNumber: stated(textOf('vatNumber', 30)),
  purchaseOrderNumber: stated(textOf('purchaseOrderNumber', 60)),
});

/** Whom invoices go to; nobody without a contact. */
export const updateBillingContactInput = z.object({
  expectedVersion: expectedVersion('billing contact', 0),
  contact: optional(billingContact).transform((contact) => contact ?? null),
});
export type UpdateBillingContact = z.infer<typeof updateBillingContactInput>;
