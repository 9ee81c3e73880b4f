import { FirstTables1763800000000 } from './1763800000000-first-tables.js';
import { OnceOnly1763800100000 } from './1763800100000-once-only.js';
import { RefundsByHand1763800200000 } from './1763800200000-refunds-by-hand.js';
import { PromotionNotices1763900000000 } from './1763900000000-promotion-notices.js';
import { PictureFiles1763900100000 } from './1763900100000-picture-files.js';
import { ErasuresKept1763900200000 } from './1763900200000-erasures-kept.js';
import { RefusalsCounted1763900300000 } from './1763900300000-refusals-counted.js';
import { MessagesExpire1763900300001 } from './1763900300001-messages-expire.js';
import { RoomForText1764200000000 } from './1764200000000-room-for-text.js';
import { TextComposed1764200000001 } from './1764200000001-text-composed.js';
import { PasswordAgain1764200100000 } from './1764200100000-password-again.js';
import { SavesCarryVersions1764200200000 } from './1764200200000-saves-carry-versions.js';
import { BareTrackingNumbers1764200300000 } from './1764200300000-bare-tracking-numbers.js';
import { WaitsThatEndEarly1764200310000 } from './1764200310000-waits-that-end-early.js';
import { PaymentProvider1764200800000 } from './1764200800000-payment-provider.js';
import { StaffPasskeys1764201200000 } from './1764201200000-staff-passkeys.js';
import { LogsThatCount1764201200000 } from './1764201200000-logs-that-count.js';
import { CustomerDevices1764201200001 } from './1764201200001-customer-devices.js';
import { Guards1764244800000 } from './1764244800000-guards.js';
import { ListsThatGrow1764300100000 } from './1764300100000-lists-that-grow.js';

/** In order; a migration that has landed is never edited. */
export const migrations = [
  FirstTables1763800000000,
  OnceOnly1763800100000,
  RefundsByHand1763800200000,
  PromotionNotices1763900000000,
  PictureFiles1763900100000,
  ErasuresKept1763900200000,
  RefusalsCounted1763900300000,
  MessagesExpire1763900300001,
  RoomForText1764200000000,
  TextComposed1764200000001,
  PasswordAgain1764200100000,
  SavesCarryVersions1764200200000,
  BareTrackingNumbers1764200300000,
  WaitsThatEndEarly1764200310000,
  PaymentProvider1764200800000,
  StaffPasskeys1764201200000,
  LogsThatCount1764201200000,
  CustomerDevices1764201200001,
  Guards1764244800000,
  ListsThatGrow1764300100000,
];
