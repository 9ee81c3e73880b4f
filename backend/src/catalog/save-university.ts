import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { University } from './university.entity.js';

export interface SaveUniversityInput {
  id?: number | undefined;
  slug: string;
  name: string;
  nameEn: string;
  mailDomains: string[];
  region: string;
  active: boolean;
}
export async function saveUniversity(_ctx: Context, _input: SaveUniversityInput): Promise<University> {
  throw notYet('saveUniversity');
}
