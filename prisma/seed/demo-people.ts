/** Password of every demo person. The demo exists on development machines only. */
export const demoPassword = 'tender-insight-demo';

/** argon2id of the demo password, made once: hashing it at every first start would buy nothing. */
export const demoPasswordHash =
  '$argon2id$v=19$m=65536,t=3,p=1$FskfN5g29Gvw4JZ+ZIFF2w$TlVhKXyuq5eDE0ZiKsVZYWm5FF+EvzsC0+OOPfoThPk';

export interface DemoPerson {
  readonly email: string;
  readonly displayName: string;
  readonly role: 'owner' | 'admin' | 'member' | 'viewer';
}

export interface DemoTeam {
  readonly slug: string;
  readonly name: string;
  readonly plan: 'FREE' | 'BASIC' | 'PRO';
  readonly people: readonly DemoPerson[];
  readonly profile: {
    readonly sectors: readonly string[];
    readonly services: readonly string[];
    readonly provinces: readonly string[];
    readonly experienceYears: number;
    readonly bbbeeLevel: number | null;
    readonly bbbeeExpiresOn: string | null;
    readonly designations: readonly string[];
  };
}

/** Two companies that compete for the same work, three people each. All invented. */
export const demoTeams: readonly DemoTeam[] = [
  {
    slug: 'umhlaba-civils',
    name: 'Umhlaba Civils',
    plan: 'PRO',
    people: [
      { email: 'naledi@umhlaba.example', displayName: 'Naledi Mokoena', role: 'owner' },
      { email: 'pieter@umhlaba.example', displayName: 'Pieter van Wyk', role: 'member' },
      { email: 'aisha@umhlaba.example', displayName: 'Aisha Patel', role: 'viewer' },
    ],
    profile: {
      sectors: ['Construction', 'Water and sanitation'],
      services: ['Road rehabilitation', 'Stormwater drainage', 'Bulk water pipelines'],
      provinces: ['KWAZULU_NATAL', 'EASTERN_CAPE'],
      experienceYears: 14,
      bbbeeLevel: 1,
      bbbeeExpiresOn: '2027-06-30',
      designations: ['7CE', '5GB'],
    },
  },
  {
    slug: 'kaap-facilities',
    name: 'Kaap Facilities',
    plan: 'BASIC',
    people: [
      { email: 'thabo@kaapfm.example', displayName: 'Thabo Dlamini', role: 'owner' },
      { email: 'sarah@kaapfm.example', displayName: 'Sarah Jacobs', role: 'admin' },
      { email: 'lwazi@kaapfm.example', displayName: 'Lwazi Ndlovu', role: 'member' },
    ],
    profile: {
      sectors: ['Facilities management', 'Security'],
      services: ['Cleaning', 'Guarding', 'Electrical maintenance'],
      provinces: ['WESTERN_CAPE'],
      experienceYears: 6,
      bbbeeLevel: null,
      bbbeeExpiresOn: null,
      designations: ['3EB'],
    },
  },
];
