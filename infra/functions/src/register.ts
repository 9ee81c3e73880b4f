import { app } from '@azure/functions';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { answerRequest } from './answer-request.js';
import { readSettings } from './settings.js';
import { signByDelegation } from './sign-by-delegation.js';

// The one file that knows its host: outside of it `app.http` does nothing, so no test and no handler imports this.
const settings = readSettings(process.env);
const now = () => new Date();
const service = new BlobServiceClient(settings.blobUrl, new DefaultAzureCredential());
const issuer = { container: settings.incomingContainer, sign: signByDelegation(service, now), now };

app.http('issue-upload', {
  route: 'uploads',
  methods: ['POST'],
  // No key: the platform's authentication stands in front and admits the API's managed identity.
  authLevel: 'anonymous',
  handler: async (request) => {
    const principalId = request.headers.get('x-ms-client-principal-id');
    const { status, body } = await answerRequest({ principalId, body: await request.text() }, settings.callerPrincipalId, issuer);
    return { status, jsonBody: body, headers: { 'Cache-Control': 'no-store' } };
  },
});
