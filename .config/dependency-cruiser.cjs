/** The import law; docs/ARCHITECTURE.md has it in words. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Entities may point at each other; nothing else may.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' }, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a-rule-reads-only-its-arguments',
      severity: 'error',
      from: { path: '/rules/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '/rules/' },
    },
    {
      name: 'the-contract-reaches-zod-and-rules',
      severity: 'error',
      from: { path: '^backend/src/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^backend/src/contract/', '/rules/', 'node_modules/zod/'] },
    },
    {
      name: 'an-entity-knows-columns',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { pathNot: ['\\.entity\\.ts$', '/rules/', 'node_modules/typeorm/'] },
    },
    {
      name: 'a-verb-does-not-know-its-door',
      comment: 'Verbs are the files of a capability that are no door, entity or test.',
      severity: 'error',
      from: {
        path: CAPABILITY(),
        pathNot: ['\\.(routes|admin|entity|test)\\.tsx?$', 'authenticate-staff\\.ts$', 'admin-cookie\\.ts$', '/rules/'],
      },
      to: { path: ['node_modules/(express|adminjs|@adminjs)/', '^backend/src/(contract|http|admin)/', '\\.(routes|admin)\\.tsx?$'] },
    },
    {
      name: 'gateways-know-no-capability',
      severity: 'error',
      from: { path: ['^backend/src/(notifications|storage)/', '^backend/src/payments/bootpay[a-z-]*[.]ts$'], pathNot: '\\.test\\.ts$' },
      to: { path: CAPABILITY(), pathNot: ['^backend/src/payments/bootpay[a-z-]*[.]ts$', '/rules/'] },
    },
    {
      name: 'only-main-and-tests-know-the-simulator',
      severity: 'error',
      from: { pathNot: ['^backend/src/(main\\.ts|simulator/|testing/)', '\\.test\\.ts$', '^backend/(prove|bench)/', '^seed/'] },
      to: { path: '^backend/src/simulator/' },
    },
    {
      name: 'no-test-helpers-in-the-shop',
      severity: 'error',
      from: { pathNot: ['^backend/src/testing/', '\\.(test|fixture)\\.tsx?$', '^backend/(prove|bench)/'] },
      to: { path: '^backend/src/testing/' },
    },
    {
      name: 'nobody-imports-main',
      severity: 'error',
      from: {},
      to: { path: '^backend/src/main\\.ts$' },
    },
    {
      name: 'a-function-does-not-know-its-host',
      comment: 'Outside of its host @azure/functions does nothing: only the registration imports it, and nobody that.',
      severity: 'error',
      from: { pathNot: '^infra/functions/src/register\\.ts$' },
      to: { path: ['node_modules/@azure/functions/', '^infra/functions/src/register\\.ts$'] },
    },
    {
      name: 'components-and-lib-know-no-feature',
      severity: 'error',
      from: { path: '^storefront/src/(components|lib)/' },
      to: { path: '^storefront/src/(features|pages|layouts)/' },
    },
    {
      name: 'features-never-import-each-other',
      severity: 'error',
      from: { path: '^storefront/src/features/([^/]+)/' },
      to: { path: '^storefront/src/features/', pathNot: '^storefront/src/features/$1/' },
    },
    {
      name: 'the-storefront-takes-types-of-the-contract-and-rules-of-typing',
      comment: 'What people type is judged and found by the same lines there; they import nothing.',
      severity: 'error',
      from: { path: '^storefront/' },
      to: { path: '^backend/', pathNot: '^backend/src/rules/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', 'adminjs-build', '\\.astro/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'backend/tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.astro'] },
  },
};

function CAPABILITY() {
  return '^backend/src/(catalog|promotions|customers|orders|payments|messaging|staff)/';
}
