import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PREFIX = 'lucide:';

/**
 * `import check from 'lucide:check'` gives the shapes inside that icon's <svg>, so a page carries only the icons it shows.
 * @returns {import('vite').Plugin}
 */
export function lucide() {
  return {
    name: 'mngshop:lucide',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return;
      const file = require.resolve(`lucide-static/icons/${id.slice(PREFIX.length + 1)}.svg`);
      const svg = await readFile(file, 'utf8');
      const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
      return `export default ${JSON.stringify(shapes.replace(/\s+/g, ' ').trim())}`;
    },
  };
}
