import { BlobSASPermissions, type BlobServiceClient, SASProtocol, type UserDelegationKey } from '@azure/storage-blob';
import type { Grant, Sign } from './issue-upload.js';

/** Azure's clocks and ours differ a little: a key that starts now may not have started there. */
const SKEW_MS = 5 * 60_000;

/** What is needed of Azure's `BlobServiceClient`. */
interface Lender {
  getUserDelegationKey(startsOn: Date, expiresOn: Date): Promise<UserDelegationKey>;
  getContainerClient: BlobServiceClient['getContainerClient'];
}

/** Signs with a user-delegation key: Azure lends it to our identity for as long as the address lasts. No account key. */
export const signByDelegation =
  (service: Lender, now: () => Date): Sign =>
  async (grant) => {
    const key = await service.getUserDelegationKey(new Date(now().getTime() - SKEW_MS), grant.expiresAt);
    const blob = service.getContainerClient(grant.container).getBlobClient(grant.name);
    return blob.generateUserDelegationSasUrl(sasOptions(grant), key);
  };

/** A grant in the words of Azure's library. */
export const sasOptions = ({ permissions, expiresAt, httpsOnly }: Grant) => ({
  permissions: BlobSASPermissions.parse(permissions),
  expiresOn: expiresAt,
  protocol: httpsOnly ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
});
