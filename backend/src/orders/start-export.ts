import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export interface StartExportInput {
  reason: string;
  filters: ExportFilters;
  /** IP address the request came from, for the access log. */
  address: string;
}
export interface ExportFilters {
  state?: string | undefined;
  promotionId?: number | undefined;
  universityId?: number | undefined;
  placedFrom?: Date | undefined;
  placedTo?: Date | undefined;
  /** Beginning of order numbers. */
  search?: string | undefined;
}
export async function startExport(_ctx: Context, _input: StartExportInput): Promise<{ id: string }> {
  throw notYet('startExport');
}
