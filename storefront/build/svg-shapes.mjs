import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const SUFFIX = '.svg?shapes';
const VIRTUAL = '\0svg-shapes:';

/**
 * `import check from 'lucide-static/icons/check.svg?shapes'` gives what stands inside that icon's <svg>, so a page carries only the
 * icons it shows.
 * @returns {import('vite').Plugin}
 */
export function svgShapes() {
  return {
    name: 'mngshop:svg-shapes',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith(SUFFIX) ? VIRTUAL + id.slice(0, -SUFFIX.length) : undefined),
    async load(id) {
      if (!id.startsWith(VIRTUAL)) return;
      const svg = await readFile(require.resolve(`${id.slice(VIRTUAL.length)}.svg`), 'utf8');
      const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
      return `export default ${JSON.stringify(shapes.replace(/\s+/g, ' ').trim())}`;
    },
  };
}
