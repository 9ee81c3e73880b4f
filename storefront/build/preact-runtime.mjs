const STAND_IN = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
};

/**
 * Islands are written against React; in the browser preact/compat carries them (55 KB less). The build's own rendering keeps React,
 * because Astro's renderer brings react-dom/server: hence a plugin for one environment, not a global alias.
 * @returns {import('vite').Plugin}
 */
export function preactRuntime() {
  return {
    name: 'mngshop:preact-runtime',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    resolveId(id, importer) {
      const to = STAND_IN[id];
      return to ? this.resolve(to, importer, { skipSelf: true }) : undefined;
    },
  };
}
