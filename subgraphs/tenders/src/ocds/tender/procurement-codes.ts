/** What is bought: the main procurement categories of OCDS, a closed list. */
export const procurementCategories = ['GOODS', 'WORKS', 'SERVICES'] as const;
export type ProcurementCategory = (typeof procurementCategories)[number];

/** How a supplier is chosen: the procurement methods of OCDS, a closed list. */
export const procurementMethods = ['OPEN', 'SELECTIVE', 'LIMITED', 'DIRECT'] as const;
export type ProcurementMethod = (typeof procurementMethods)[number];

/** Null for a word that the standard does not have. */
export function readProcurementCategory(text: string | null): ProcurementCategory | null {
  return codeIn(procurementCategories, text);
}

/** Null for a word that the standard does not have. */
export function readProcurementMethod(text: string | null): ProcurementMethod | null {
  return codeIn(procurementMethods, text);
}

function codeIn<Code extends string>(codes: readonly Code[], text: string | null): Code | null {
  return codes.find((code) => code === text?.trim().toUpperCase()) ?? null;
}
