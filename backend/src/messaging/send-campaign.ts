import type { Context } from '../context.js';
import { notYet } from '../errors.js';

export interface SendCampaignInput {
  customerIds: number[];
  text: string;
  purpose: 'notice' | 'advertising';
  /** IP address the request came from, for the access log. */
  address: string;
  /** Made once per opened form; the same one sends once. */
  requestId?: string | undefined;
}
export async function sendCampaign(
  _ctx: Context,
  _input: SendCampaignInput,
): Promise<{ campaignId: number; sent: number; dropped: number }> {
  throw notYet('sendCampaign');
}
