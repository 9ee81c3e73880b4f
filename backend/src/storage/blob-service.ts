import { BlobServiceClient, type StoragePipelineOptions, StorageSharedKeyCredential } from '@azure/storage-blob';
import { azureCredential } from './azure-credential.js';
import { AZURITE_ACCOUNT, AZURITE_KEY, isAzurite } from './azurite.js';

// Three tries of 20 s each: a request that waits on us has an end.
const PATIENCE: StoragePipelineOptions = {
  retryOptions: { maxTries: 3, tryTimeoutInMs: 20_000, retryDelayInMs: 300, maxRetryDelayInMs: 3_000 },
};

/**
 * The account at `url`: Azurite by its development account, everything else by our identity in Azure.
 * @param url as `https://account.blob.core.windows.net`, or `http://127.0.0.1:10000/devstoreaccount1`
 * @param options how often and how long it tries, where the default (three times 20 s) does not fit
 */
export function blobService(url: string, options: StoragePipelineOptions = PATIENCE): BlobServiceClient {
  const credential = isAzurite(url) ? new StorageSharedKeyCredential(AZURITE_ACCOUNT, AZURITE_KEY) : azureCredential();
  return new BlobServiceClient(url.replace(/\/$/, ''), credential, options);
}
