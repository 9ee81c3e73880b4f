// Prints the proxy's configuration: addresses from storefront/rewrites.json, headers from the server's own code, as Front Door has them.
import { readFileSync } from 'node:fs';
import { pageHeaders } from '../dist/backend/src/api/http/headers.js';

/** Answered by the server; the rest is files. Terraform's front-door.tf has the same list. */
const SERVER = ['/api/', '/admin', '/_simulator', '/images/', '/config.json', '/healthz', '/readyz'];
const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATED = 'max-age=0, must-revalidate';

const rewrites = Object.entries(JSON.parse(readFileSync('storefront/rewrites.json', 'utf8')));
const headers = [];
pageHeaders({ appEnv: 'local' })({}, { setHeader: (name, value) => headers.push([name, value]), removeHeader() {} }, () => undefined);

// nginx forgets inherited headers where a location adds its own.
const withHeaders = (cache) =>
  [...headers, ['Cache-Control', cache]].map(([name, value]) => `    add_header ${name} "${value}" always;`).join('\n');

process.stdout.write(`upstream server { server api:3000; keepalive 16; }

server {
  listen 3000;
  server_name _;
  root /usr/share/nginx/html;
  absolute_redirect off;
  server_tokens off;
  # A picture goes straight to Blob storage; nothing else is large.
  client_max_body_size 1m;
  gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml;
  error_page 404 /404.html;

${SERVER.map(
  (path) => `  location ${path} {
    proxy_pass http://server;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 60s;
  }`,
).join('\n')}

${rewrites
  .map(
    ([prefix, file]) => `  location ~ ^${prefix}[^/]+/?$ {
    try_files ${file} =404;
${withHeaders(REVALIDATED)}
  }`,
  )
  .join('\n')}
  location /_astro/ {
    try_files $uri =404;
${withHeaders(IMMUTABLE)}
  }
  location / {
    try_files $uri $uri/index.html =404;
${withHeaders(REVALIDATED)}
  }
}
`);
