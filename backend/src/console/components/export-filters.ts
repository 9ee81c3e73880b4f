const FILTER = 'filters.';

/** The order list's filters, read from its address, as an export takes them: in the list's own words, every one of them. */
export function toExportFilters(search: string): Record<string, string> {
  const given = [...new URLSearchParams(search)].filter(([name, value]) => name.startsWith(FILTER) && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name.slice(FILTER.length), value]));
}
