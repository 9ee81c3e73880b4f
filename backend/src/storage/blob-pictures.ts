import { type BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { type Issuer, issueUpload } from '../../../infra/functions/src/issue-upload.js';
import { sasOptions, signByDelegation } from '../../../infra/functions/src/sign-by-delegation.js';
import { OutsideError, type Pictures } from '../kernel/context.js';
import { azureCredential } from './azure-credential.js';
import { isAzurite } from './azurite.js';
import { blobService } from './blob-service.js';
import type { PicturePlace, PictureSettings } from './picture-settings.js';
import { pictureFile, uploadFile } from './picture-name.js';
import { uploadFunction } from './upload-function.js';

type BlobSettings = PictureSettings & { blobUrl: string };

/** Pictures in Blob storage: our identity's in Azure, the development account's in Azurite, whose containers and CORS are made here. */
export async function openBlobPictures(settings: BlobSettings, place: Pick<PicturePlace, 'publicOrigin' | 'now'>): Promise<Pictures> {
  const service = blobService(settings.blobUrl);
  if (isAzurite(settings.blobUrl)) await prepareAzurite(service, settings, place.publicOrigin);
  const startUpload = settings.uploadFunction
    ? uploadFunction({ ...settings.uploadFunction, blobUrl: settings.blobUrl, credential: azureCredential() })
    : issueHere(service, settings, place.now);
  return {
    uploadOrigin: new URL(settings.blobUrl).origin,
    startUpload: () => asOutside(startUpload()),
    ...uploadsIn(service.getContainerClient(settings.incoming)),
    ...picturesIn(service.getContainerClient(settings.pictures)),
  };
}

// In Azure all of this is Terraform's.
async function prepareAzurite(service: BlobServiceClient, { blobUrl, incoming, pictures }: BlobSettings, origin: string): Promise<void> {
  await service.getProperties().catch(() => {
    throw new Error(`BLOB_URL: no Azurite answers at ${blobUrl}. Start it (docker compose up azurite), or leave BLOB_URL empty.`);
  });
  for (const container of [incoming, pictures]) await service.getContainerClient(container).createIfNotExists();
  const rule = { allowedOrigins: origin, allowedMethods: 'PUT', allowedHeaders: 'content-type,x-ms-blob-type', exposedHeaders: '' };
  await service.setProperties({ cors: [{ ...rule, maxAgeInSeconds: 3600 }] });
}

/** Without a function: its handler, in this process. Azurite lends no delegation keys, so there its development account signs. */
function issueHere(service: BlobServiceClient, { blobUrl, incoming }: BlobSettings, now: () => Date): Pictures['startUpload'] {
  const emulated = isAzurite(blobUrl);
  const signByAccount: Issuer['sign'] = (grant) =>
    service.getContainerClient(grant.container).getBlobClient(grant.name).generateSasUrl(sasOptions(grant));
  const issuer: Issuer = { container: incoming, sign: emulated ? signByAccount : signByDelegation(service, now), now, plainHttp: emulated };
  return async () => {
    const { expiresAt, ...address } = await issueUpload({}, issuer);
    return { ...address, expiresAt: new Date(expiresAt) };
  };
}

function uploadsIn(container: ContainerClient): Pick<Pictures, 'readUpload' | 'removeUpload' | 'removeUploadsBefore'> {
  const blob = (name: string) => container.getBlockBlobClient(uploadFile(name));
  return {
    readUpload: (name, most) =>
      orNull(async () => {
        const { contentLength = 0 } = await blob(name).getProperties();
        if (contentLength > most) return 'too_large';
        return contentLength === 0 ? new Uint8Array() : blob(name).downloadToBuffer(0, contentLength);
      }),
    removeUpload: async (name) => void (await asOutside(blob(name).deleteIfExists())),
    removeUploadsBefore: (instant) => asOutside(removeBefore(container, instant)),
  };
}

async function removeBefore(container: ContainerClient, instant: Date): Promise<number> {
  let removed = 0;
  for await (const { name, properties } of container.listBlobsFlat()) {
    if (properties.lastModified >= instant) continue;
    await container.deleteBlob(name).catch(ignore('BlobNotFound'));
    removed++;
  }
  return removed;
}

function picturesIn(container: ContainerClient): Pick<Pictures, 'put' | 'read' | 'remove'> {
  const blob = (name: string) => container.getBlockBlobClient(`images/${pictureFile(name)}`);
  const headers = { blobContentType: 'image/webp', blobCacheControl: 'public, max-age=31536000, immutable' };
  return {
    // Never written twice: what is there already is the same picture, from a try whose answer was lost.
    put: async (name, webp) => {
      const upload = blob(name).uploadData(webp, { conditions: { ifNoneMatch: '*' }, blobHTTPHeaders: headers });
      await asOutside(upload.catch(ignore('BlobAlreadyExists')));
    },
    read: (name) => orNull(() => blob(name).downloadToBuffer()),
    remove: async (name) => void (await asOutside(blob(name).deleteIfExists())),
  };
}

const ignore = (code: string) => (error: unknown) => {
  if (!(error instanceof RestError) || error.code !== code) throw error;
};

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404 && error.code !== 'ContainerNotFound') return null;
    throw outside(error);
  }
}

const asOutside = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw outside(error);
  });

// Azure's message may carry an address with its signature: status and code say enough.
function outside(error: unknown): unknown {
  if (!(error instanceof RestError)) return error;
  const { statusCode, code } = error;
  const refused = statusCode !== undefined && statusCode < 500;
  return new OutsideError(
    refused ? 'refused' : 'unknown',
    code ?? 'socket',
    `Blob storage answered ${statusCode ?? 'nothing'} (${code ?? 'no code'}).`,
  );
}
