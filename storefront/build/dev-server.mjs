import rewrites from '../rewrites.json' with { type: 'json' };

/**
 * In `astro dev`: the same addresses as production's front door, one static shell per kind of page.
 * @returns {import('astro').AstroIntegration}
 */
export function shells() {
  return {
    name: 'mngshop:shells',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, _response, next) => {
          request.url = rewritten(request.url ?? '/');
          next();
        });
      },
    },
  };
}

/** @param {string} url path and query as requested */
export function rewritten(url) {
  const { pathname, search } = new URL(url, 'http://localhost');
  for (const [prefix, shell] of Object.entries(rewrites)) {
    const slug = pathname.slice(prefix.length);
    if (pathname.startsWith(prefix) && slug && !/[/.]/.test(slug.replace(/\/$/, ''))) return shell.replace('index.html', '') + search;
  }
  return url;
}

/** What the backend serves on the same origin. @param {string} backend its address */
export const backendProxy = (backend) =>
  Object.fromEntries(['/api', '/images', '/config.json', '/_simulator', '/admin'].map((path) => [path, { target: backend }]));
