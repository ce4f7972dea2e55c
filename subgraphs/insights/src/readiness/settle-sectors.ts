import { civil, type ContractKind } from './contract-kind.js';
import type { Sector } from './sectors.js';

// Words of several trades: what the contract is decides which is meant.
const strong: ReadonlySet<Sector> = new Set([
  'security',
  'cleaning',
  'technology',
  'health',
  'catering',
  'legal',
  'travel',
  'education',
  'engineering',
  'waste',
]);

const electronic =
  /\b(?:cc?ctv|cameras?|access\s+controls?|alarms?|(?<!(?:medical|health|environmental)\s)surveillance|smart\s+locks?|telemetry)\b/iu;
const guarding = /\b(?:guard\w*|patrol\w*|armed|response|physical|security\s+(?:services?|personnel|officers?))\b/iu;
const ofProfession =
  /\b(?:professional|consult\w*|feasibility|design\s+and\s+(?:construction\s+)?(?:monitor|supervis)\w*)\b/iu;

/** Materials are not works, and a study of works is none: the kind of contract settles which of the named sectors count. */
export function settled(named: readonly Sector[], kind: ContractKind | null, phrase: string): readonly Sector[] {
  const sectors = new Set(named);
  // Who builds, guards or cleans does not therefore sell what that takes.
  if (kind === 'GOODS')
    for (const work of ['construction', 'cleaning', 'security'] as const)
      if (sectors.delete(work)) sectors.add('materials');
  if (kind === 'WORKS' && sectors.has('electrical') && !civil.test(phrase)) sectors.delete('construction');
  if (kind === 'SERVICES' && sectors.has('construction') && ofProfession.test(phrase)) sectors.add('engineering');
  if (kind === 'SERVICES' && sectors.has('construction') && (sectors.has('engineering') || sectors.has('consulting')))
    sectors.delete('construction');
  if (kind === 'WORKS' && sectors.has('construction')) {
    for (const other of [
      'materials',
      'engineering',
      'agriculture',
      'vehicles',
      'security',
      'education',
      'health',
      'property',
      'mechanical',
      'environment',
      'waste',
      'finance',
      'equipment',
      'events',
    ] as const)
      sectors.delete(other);
  }
  if (kind === 'WORKS' && sectors.size === 0) sectors.add('construction');
  // A system for security is technology; a panel for heads is no vehicle.
  if (/cyber|security\s+operations?\s+cent|firewall|network\s+and\s+security|security\s+infrastructure/iu.test(phrase))
    sectors.delete('security');
  // Who keeps cameras and locks working does not therefore guard.
  if (kind !== 'GOODS' && electronic.test(phrase) && !guarding.test(phrase) && sectors.delete('security'))
    return ['technology', 'security', ...[...sectors].filter((sector) => sector !== 'technology')];
  // Training in a trade is not the trade.
  if (kind !== 'WORKS' && /\btraining\b/iu.test(phrase) && sectors.delete('education'))
    return ['education', ...sectors];
  const first = named.find((sector) => strong.has(sector));
  if (first !== undefined && (kind === 'SERVICES' || kind === null))
    for (const vague of ['materials', 'consulting', 'mechanical', 'construction'] as const) sectors.delete(vague);
  return [...sectors];
}
