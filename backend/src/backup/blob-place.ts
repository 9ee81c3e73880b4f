import { Readable } from 'node:stream';
import { RestError } from '@azure/storage-blob';
import { isAzurite } from '../storage/azurite.js';
import { blobService } from '../storage/blob-service.js';
import { AlreadyThere, type BackupPlace, NotThere, StillKept } from './backup-place.js';

const BLOCK_BYTES = 4 * 1024 * 1024;
const BLOCKS_AT_ONCE = 2;
// Nobody waits for a backup: a storage that pauses for a minute shall not cost the night's.
const PATIENCE = { retryOptions: { maxTries: 5, tryTimeoutInMs: 120_000, retryDelayInMs: 1_000, maxRetryDelayInMs: 20_000 } };

/** Backups as block blobs: one is there when its list of blocks is committed, at the very end, and not before. */
export function blobPlace(url: string, container: string): BackupPlace {
  const client = blobService(url, PATIENCE).getContainerClient(container);
  return {
    where: client.url,
    write: async (file, chunks) => {
      // In Azure Terraform makes it; an identity that may write blobs need not be able to.
      if (isAzurite(url)) await client.createIfNotExists();
      const options = { conditions: { ifNoneMatch: '*' } };
      await client
        .getBlockBlobClient(file)
        .uploadStream(Readable.from(chunks, { objectMode: false }), BLOCK_BYTES, BLOCKS_AT_ONCE, options)
        .catch((error: unknown) => {
          throw hasStatus(error, 409) || hasStatus(error, 412) ? new AlreadyThere(`${file} is there already.`) : error;
        });
    },
    read: async (file) => {
      const answer = await client
        .getBlobClient(file)
        .download(0, undefined, { maxRetryRequests: 5 })
        .catch((error: unknown) => {
          throw hasStatus(error, 404) ? new NotThere(`There is no ${file} in ${client.url}.`) : error;
        });
      return answer.readableStreamBody as unknown as AsyncIterable<Buffer>;
    },
    list: async (prefix) => {
      const names: string[] = [];
      try {
        for await (const blob of client.listBlobsFlat({ prefix })) names.push(blob.name);
      } catch (error) {
        // Nothing was ever written to Azurite; anywhere else a container that is not there is a fault.
        if (!isAzurite(url) || !hasStatus(error, 404)) throw error;
      }
      return names.toSorted();
    },
    remove: async (file) => {
      await client
        .getBlobClient(file)
        .deleteIfExists()
        .catch((error: unknown) => {
          throw isKept(error) ? new StillKept(`${file} is under an immutability policy or a legal hold.`) : error;
        });
    },
  };
}

// https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
const isKept = (error: unknown) =>
  error instanceof RestError && ['BlobImmutableDueToPolicy', 'BlobImmutableDueToLegalHold'].includes(error.code ?? '');

const hasStatus = (error: unknown, status: number) => error instanceof RestError && error.statusCode === status;
