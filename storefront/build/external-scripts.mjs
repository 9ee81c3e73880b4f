import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INLINE = /<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g;

/**
 * After the build: every inline script (Astro's island runtime, early.js) becomes a file of its own, named by its content. The pages
 * then need nothing but `script-src 'self'`, the same for every build and wherever they are hosted.
 * @returns {import('astro').AstroIntegration}
 */
export function externalScripts() {
  return {
    name: 'mngshop:external-scripts',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        for await (const page of glob('**/*.html', { cwd: dist })) await moveScripts(dist, join(dist, page));
      },
    },
  };
}

/** @param {string} dist @param {string} page */
async function moveScripts(dist, page) {
  const html = await readFile(page, 'utf8');
  const files = new Map();
  const moved = html.replace(INLINE, (_tag, attributes, code) => {
    const name = `/_astro/inline.${createHash('sha256').update(code).digest('hex').slice(0, 10)}.js`;
    files.set(name, code);
    return `<script${attributes} src="${name}"></script>`;
  });
  for (const [name, code] of files) await writeFile(join(dist, name), code);
  if (files.size > 0) await writeFile(page, moved);
}
