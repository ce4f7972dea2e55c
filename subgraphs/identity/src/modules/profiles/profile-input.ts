import { optional, textOf } from '@hub/runtime/graphql';
import { provinces } from '@hub/runtime/provinces';
import { registrationBodies } from '@hub/runtime/registrations';
import { z } from 'zod';

const listMax = 50;
const yearsMax = 200;
const versionMax = 2_147_483_646;

const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));
const website = textOf('websiteUrl', 255).refine(
  (text) => /^https?:\/\/[^\s/]+/iu.test(text) && URL.canParse(text),
  'websiteUrl must be an address that begins with https:// or http://.',
);
const email = textOf('contactEmail', 254).pipe(z.email('contactEmail must be an e-mail address.'));
const phone = textOf('contactPhone', 30, 5).refine(
  (text) => /^\+?[\d ()/.-]+$/u.test(text) && (text.match(/\d/gu)?.length ?? 0) >= 5,
  'contactPhone must be a telephone number, such as +27 12 345 6789.',
);

const designation = z
  .object({
    class: z.string(),
    grade: z.int().min(1, 'grade must be 1 to 9.').max(9, 'grade must be 1 to 9.'),
    isPotentiallyEmerging: optional(z.boolean()),
    expiresOn: optional(day),
  })
  .transform(({ grade, isPotentiallyEmerging, expiresOn, ...works }) => ({
    designation: `${grade}${works.class}${isPotentiallyEmerging === true ? 'PE' : ''}`,
    expiresOn: expiresOn ?? null,
  }));

const registration = z
  .object({ body: z.enum(registrationBodies), number: textOf('number', 60), expiresOn: optional(day) })
  .transform(({ body, number, expiresOn }) => ({ scheme: body, designation: number, expiresOn: expiresOn ?? null }));

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateCompanyProfileInput = z
  .object({
    expectedVersion: z
      .int()
      .min(0, 'expectedVersion is the version of the profile, or 0 while there is none.')
      .max(versionMax, 'expectedVersion is the version of the profile, or 0 while there is none.'),
    companyName: textOf('companyName', 200).exactOptional(),
    sectors: names('sectors').exactOptional(),
    services: names('services').exactOptional(),
    provinces: z
      .array(z.enum(provinces))
      .max(listMax, `provinces may have at most ${listMax} values.`)
      .transform((values) => [...new Set(values)])
      .exactOptional(),
    yearsOfExperience: z
      .union([z.null(), z.int().min(0, yearsMessage()).max(yearsMax, yearsMessage())])
      .exactOptional(),
    bbbeeLevel: z
      .union([z.null(), z.int().min(1, 'bbbeeLevel must be 1 to 8.').max(8, 'bbbeeLevel must be 1 to 8.')])
      .exactOptional(),
    bbbeeExpiresOn: z.union([z.null(), day]).exactOptional(),
    cidbDesignations: z
      .array(designation)
      .max(listMax, `cidbDesignations may have at most ${listMax} values.`)
      .refine(
        (held) => new Set(held.map((one) => one.designation)).size === held.length,
        'Send each designation once in cidbDesignations.',
      )
      .exactOptional(),
    registrations: z
      .array(registration)
      .max(listMax, `registrations may have at most ${listMax} values.`)
      .refine(
        (held) => new Set(held.map((one) => `${one.scheme} ${one.designation}`)).size === held.length,
        'Send each registration once in registrations.',
      )
      .exactOptional(),
    websiteUrl: z.union([z.null(), website]).exactOptional(),
    contactEmail: z.union([z.null(), email]).exactOptional(),
    contactPhone: z.union([z.null(), phone]).exactOptional(),
  })
  .refine(({ expectedVersion, companyName }) => expectedVersion > 0 || companyName !== undefined, {
    path: ['companyName'],
    message: 'companyName is needed when the profile is filled in for the first time.',
  });
export type UpdateCompanyProfile = z.infer<typeof updateCompanyProfileInput>;

/** Names in the order of the client, each once. */
function names(field: string): z.ZodType<string[]> {
  return z
    .array(textOf(`Each of ${field}`, 100))
    .max(listMax, `${field} may have at most ${listMax} values.`)
    .transform((values) => [...new Set(values)]);
}

function yearsMessage(): string {
  return `yearsOfExperience must be 0 to ${yearsMax}.`;
}
