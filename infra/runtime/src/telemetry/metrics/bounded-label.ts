const idShape = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|@|[0-9]{6,}/iu;

/**
 * Makes a filter for one label: at most `valuesMax` different values pass, later ones become `other`; so do values that
 * look like an id or an e-mail address, and empty or overlong ones. Keeps a client from growing our memory.
 */
export function boundedLabel(valuesMax: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= valuesMax || value === '' || value.length > 80 || idShape.test(value)) return 'other';
    known.add(value);
    return value;
  };
}
