import type { Actor } from '../../backend/src/kernel/context.js';
import type { StaffRole } from '../../backend/src/kernel/rules/staff-role.js';
import type { Stage } from '../stage.js';
import type { Catalogue } from './promotions.js';

/** Who acts in the seed, and with what. */
export interface World {
  stage: Stage;
  staff: Record<StaffRole, Actor>;
  /** By e-mail. */
  customers: Map<string, Actor>;
  catalogue: Catalogue;
}

/** Something that happened, `hours` from now. */
export interface SeedEvent {
  hours: number;
  run(): Promise<void>;
}
