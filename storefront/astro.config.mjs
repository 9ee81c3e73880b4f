import react from '@astrojs/react';
import { defineConfig } from 'astro/config';
import { backendProxy, shells } from './build/dev-server.mjs';
import { externalScripts } from './build/external-scripts.mjs';
import { svgShapes } from './build/svg-shapes.mjs';
import { preactRuntime } from './build/preact-runtime.mjs';

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:3000';

/** What pages share travels in three files instead of twenty small ones: for every page, for islands, and what islands show. */
const chunks = [
  {
    name: 'every-page',
    test: /[\\/]nanostores[\\/]|src[\\/]lib[\\/](api[\\/](calls|api-error|session)|forms[\\/](bind-form|read-fields)|browser[\\/](next-path|toast))\.ts/,
    priority: 2,
  },
  { name: 'runtime', test: /node_modules[\\/](preact|@astrojs[\\/]react)[\\/]/, priority: 2 },
  { name: 'shared', test: /src[\\/](lib|components)[\\/]|svg-shapes:/, minShareCount: 3 },
];

export default defineConfig({
  output: 'static',
  trailingSlash: 'ignore',
  build: { format: 'directory', assets: '_astro', inlineStylesheets: 'never' },
  prefetch: { prefetchAll: false, defaultStrategy: 'hover' },
  devToolbar: { enabled: false },
  integrations: [react(), shells(), externalScripts()],
  vite: {
    plugins: [preactRuntime(), svgShapes()],
    // Nothing is inlined, so that the pages' security policy stays `script-src 'self'` (see build/external-scripts.mjs).
    build: { assetsInlineLimit: 0 },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: chunks } } } } } },
    server: { proxy: backendProxy(backend) },
  },
});
