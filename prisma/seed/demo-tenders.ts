// Tenders of the demo: invented by us, written the way South African buyers write. Dates are given
// in days from the moment of seeding, so that a fresh demo always has tenders that are open.

export interface DemoTender {
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly buyer: string;
  readonly province: string;
  readonly category: string;
  readonly method: string;
  readonly amount: number | null;
  readonly publishedDaysAgo: number;
  readonly closesInDays: number;
  readonly briefing?: { readonly inDays: number; readonly isCompulsory: boolean; readonly venue: string };
  readonly award?: { readonly supplier: string; readonly amount: number };
}

export const demoTenders: readonly DemoTender[] = [
  {
    number: 'ETH-2026/041',
    title: 'Rehabilitation of 12 km of municipal roads, southern region',
    description:
      'The municipality invites bids for the rehabilitation of 12 km of surfaced roads, including milling, resurfacing, kerbs and stormwater inlets. Bidders must hold a CIDB grading of 7CE or higher. A compulsory briefing session will be held on site. Bids are evaluated on the 80/20 preference point system, with 20 points for specific goals. The contract period is 14 months.',
    buyer: 'eThekwini Roads and Stormwater',
    province: 'KwaZulu-Natal',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 48_500_000,
    publishedDaysAgo: 6,
    closesInDays: 24,
    briefing: { inDays: 5, isCompulsory: true, venue: 'Depot 4, Prospecton' },
  },
  {
    number: 'UGU-W-118',
    title: 'Construction of a 4 ML reservoir and rising main',
    description:
      'Construction of a reinforced concrete reservoir of 4 megalitres and 3.2 km of rising main. Contractors need a CIDB grading of 6CE or 6CE PE. At least 30 percent of the work goes to local subcontractors. Tender documents are free of charge on the portal.',
    buyer: 'Ugu Water Services',
    province: 'KwaZulu-Natal',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 18_900_000,
    publishedDaysAgo: 11,
    closesInDays: 12,
  },
  {
    number: 'ECDOH-077-26',
    title: 'Maintenance of electrical installations at nine hospitals',
    description:
      'Planned and unplanned maintenance of low-voltage electrical installations at nine district hospitals for 36 months. CIDB 4EB or 4EP or higher is required. The value has not been disclosed. Site visits are voluntary.',
    buyer: 'Eastern Cape Department of Health',
    province: 'Eastern Cape',
    category: 'services',
    method: 'Request for Bid(Open-Tender)',
    amount: null,
    publishedDaysAgo: 3,
    closesInDays: 31,
    briefing: { inDays: 8, isCompulsory: false, venue: 'Online' },
  },
  {
    number: 'CCT-218S',
    title: 'Cleaning and hygiene services for municipal offices',
    description:
      'Provision of cleaning, hygiene and pest control services at 64 municipal offices for a period of three years. Bidders must submit a valid tax compliance PIN, CSD registration and proof of public liability cover of R5 million.',
    buyer: 'City of Cape Town',
    province: 'Western Cape',
    category: 'services',
    method: 'Request for Bid(Open-Tender)',
    amount: 27_400_000,
    publishedDaysAgo: 9,
    closesInDays: 18,
  },
  {
    number: 'CCT-301Q',
    title: 'Replacement of substation doors and louvres',
    description:
      'Supply and installation of steel doors and louvres at 22 substations. CIDB grading of 3GB or 3EB. Quotations above the estimated value will still be considered.',
    buyer: 'City of Cape Town',
    province: 'Western Cape',
    category: 'works',
    method: 'Request for Quotation',
    amount: 2_150_000,
    publishedDaysAgo: 4,
    closesInDays: 9,
  },
  {
    number: 'DPWI-GP-0926',
    title: 'Leasing of 3,400 square metres of office space in Pretoria',
    description:
      'Leasing of accommodation with parking for 80 vehicles for a period of five years, from the central business district or within eight kilometres of it.',
    buyer: 'Department of Public Works and Infrastructure',
    province: 'Gauteng',
    category: 'services',
    method: 'Request for Proposal',
    amount: null,
    publishedDaysAgo: 15,
    closesInDays: 20,
  },
  {
    number: 'NTP-NAT-33',
    title: 'Travel management services for national departments',
    description:
      'Appointment of a panel of travel management companies for all national departments, for 36 months. Bids are evaluated on the 90/10 preference point system.',
    buyer: 'National Treasury',
    province: 'National',
    category: 'services',
    method: 'Request for Bid(Open-Tender)',
    amount: 320_000_000,
    publishedDaysAgo: 20,
    closesInDays: 40,
  },
  {
    number: 'LDPW-T-55',
    title: 'Drilling and equipping of 46 boreholes',
    description:
      'Siting, drilling, testing and equipping of 46 boreholes with solar pumps in three districts. CIDB 5CE or 5SC. A compulsory briefing takes place at the district office.',
    buyer: 'Limpopo Department of Public Works',
    province: 'Limpopo',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 9_600_000,
    publishedDaysAgo: 2,
    closesInDays: 27,
    briefing: { inDays: 6, isCompulsory: true, venue: 'Polokwane district office' },
  },
  {
    number: 'MPDE-044',
    title: 'Construction of eight classrooms and an ablution block',
    description:
      'Construction of eight classrooms, an ablution block and a palisade fence at a primary school. CIDB grading 6GB or 6GB PE. Completion within nine months.',
    buyer: 'Mpumalanga Department of Education',
    province: 'Mpumalanga',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 16_200_000,
    publishedDaysAgo: 8,
    closesInDays: 16,
  },
  {
    number: 'FSR-088-26',
    title: 'Supply of 11,000 m3 of crushed stone',
    description:
      'Supply and delivery of crushed stone of nominal sizes 13.2 mm and 19 mm to four regional depots, as and when required, for twelve months.',
    buyer: 'Free State Roads Agency',
    province: 'Free State',
    category: 'goods',
    method: 'Request for Quotation',
    amount: 7_300_000,
    publishedDaysAgo: 5,
    closesInDays: 10,
  },
  {
    number: 'NWSP-12',
    title: 'Guarding services at regional stores',
    description:
      'Provision of physical guarding and access control at seven regional stores for 24 months. Bidders must be registered with the private security regulator.',
    buyer: 'North West Supply Chain Office',
    province: 'North West',
    category: 'services',
    method: 'Request for Bid(Open-Tender)',
    amount: 5_900_000,
    publishedDaysAgo: 13,
    closesInDays: 7,
  },
  {
    number: 'NCWB-03',
    title: 'Refurbishment of a bulk water pipeline, phase two',
    description:
      'Refurbishment of 21 km of steel pipeline of 450 mm diameter, including cathodic protection. CIDB 8CE or higher.',
    buyer: 'Northern Cape Water Board',
    province: 'Northern Cape',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 112_000_000,
    publishedDaysAgo: 17,
    closesInDays: 22,
  },
  {
    number: 'ETH-2025/377',
    title: 'Stormwater upgrades in the Umlazi catchment',
    description: 'Upgrade of culverts and channels in the Umlazi catchment. CIDB 7CE. Awarded.',
    buyer: 'eThekwini Roads and Stormwater',
    province: 'KwaZulu-Natal',
    category: 'works',
    method: 'Request for Bid(Open-Tender)',
    amount: 31_000_000,
    publishedDaysAgo: 210,
    closesInDays: -170,
    award: { supplier: 'Umhlaba Civils', amount: 29_840_000 },
  },
  {
    number: 'CCT-099G',
    title: 'Supply of LED street lights',
    description: 'Supply and delivery of 6,200 LED luminaires with a warranty of ten years. Awarded.',
    buyer: 'City of Cape Town',
    province: 'Western Cape',
    category: 'goods',
    method: 'Request for Bid(Open-Tender)',
    amount: 22_000_000,
    publishedDaysAgo: 190,
    closesInDays: -140,
    award: { supplier: 'Lumen Suid', amount: 20_415_000 },
  },
];
