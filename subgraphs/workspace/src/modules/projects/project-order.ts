/** Column and direction of a list of projects. */
export interface ProjectSort {
  readonly field: 'id' | 'updatedAt' | 'name' | 'priority' | 'closingAt';
  readonly direction: 'asc' | 'desc';
}

/** Orders that a list can have, by the names that the API gives them. */
export const projectSorts = {
  CREATED_AT_DESC: { field: 'id', direction: 'desc' },
  CREATED_AT_ASC: { field: 'id', direction: 'asc' },
  UPDATED_AT_DESC: { field: 'updatedAt', direction: 'desc' },
  UPDATED_AT_ASC: { field: 'updatedAt', direction: 'asc' },
  NAME_ASC: { field: 'name', direction: 'asc' },
  NAME_DESC: { field: 'name', direction: 'desc' },
  PRIORITY_DESC: { field: 'priority', direction: 'desc' },
  PRIORITY_ASC: { field: 'priority', direction: 'asc' },
  CLOSING_AT_ASC: { field: 'closingAt', direction: 'asc' },
  CLOSING_AT_DESC: { field: 'closingAt', direction: 'desc' },
} as const satisfies Readonly<Record<string, ProjectSort>>;
