export interface PictureSettings {
  /** As `https://account.blob.core.windows.net`, or Azurite's; null for a folder on this machine's disk. */
  blobUrl: string | null;
  /** The private container that browsers upload into. */
  incoming: string;
  /** The container that is served. */
  pictures: string;
  /** The function that issues upload addresses; null where this process does. */
  uploadFunction: { url: string; audience: string } | null;
}

export interface PicturePlace {
  dataDir: string;
  publicOrigin: string;
  /** Signs the disk's upload addresses. */
  secret: string;
  now: () => Date;
}
