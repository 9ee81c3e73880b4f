/** The function's app settings, read once at start; Terraform sets them. */
export interface Settings {
  /** As `https://account.blob.core.windows.net`. */
  blobUrl: string;
  incomingContainer: string;
  /** Object id of the API's identity: the one caller. */
  callerPrincipalId: string;
}

/** @throws Error naming every setting that is missing or wrong */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const { BLOB_URL: blobUrl = '', INCOMING_CONTAINER: container = 'incoming', CALLER_PRINCIPAL_ID: caller = '' } = environment;
  const problems = [
    ...(URL.canParse(blobUrl) && new URL(blobUrl).protocol === 'https:' ? [] : ['BLOB_URL: https://ACCOUNT.blob.core.windows.net']),
    ...(/^[a-z0-9](-?[a-z0-9]){2,62}$/.test(container) ? [] : ['INCOMING_CONTAINER: the name of a private container']),
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(caller) ? [] : ['CALLER_PRINCIPAL_ID: the object id of the API’s identity']),
  ];
  if (problems.length > 0) throw new Error(`The settings are not complete:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  return { blobUrl: blobUrl.replace(/\/$/, ''), incomingContainer: container, callerPrincipalId: caller };
}
