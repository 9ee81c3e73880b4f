/** What `POST /api/admin/exports` understands. */
export interface ExportFilters {
  state?: string;
  promotionId?: number;
  universityId?: number;
  placedFrom?: string;
  placedTo?: string;
  search?: string;
}

/**
 * The order list's filters, read from its address, as an export takes them. What an export cannot take is named, so that
 * nobody downloads more than they think.
 */
export function toExportFilters(search: string): { filters: ExportFilters; ignored: string[] } {
  const filters: ExportFilters = {};
  const ignored: string[] = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (!name.startsWith('filters.') || value === '') continue;
    const key = name.slice('filters.'.length);
    if (!take(filters, key, value)) ignored.push(key.split('~~')[0] ?? key);
  }
  return { filters, ignored: [...new Set(ignored)] };
}

function take(filters: ExportFilters, key: string, value: string): boolean {
  switch (key) {
    case 'state':
      filters.state = value;
      return true;
    case 'number':
      filters.search = value;
      return true;
    case 'promotionId':
    case 'universityId':
      filters[key] = Number(value);
      return true;
    case 'placedAt~~from':
      filters.placedFrom = new Date(value).toISOString();
      return true;
    case 'placedAt~~to':
      filters.placedTo = new Date(value).toISOString();
      return true;
    default:
      return false;
  }
}
