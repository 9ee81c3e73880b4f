import type { TokenCredential } from '@azure/identity';

/**
 * Who we are in Azure: the app's managed identity, or on a developer's machine whoever `az login` knows. No key anywhere.
 * The library is loaded on the first token, since a shop without Azure never needs one.
 */
export function azureCredential(): TokenCredential {
  let loading: Promise<TokenCredential> | undefined;
  return {
    async getToken(scopes, options) {
      loading ??= import('@azure/identity').then(({ DefaultAzureCredential }) => new DefaultAzureCredential());
      return (await loading).getToken(scopes, options);
    },
  };
}
