/**
 * The rooms of backend/src, from the ground up: each may import what stands before it in this list, types included, and
 * nothing that stands after it. Files of one room know each other.
 */
const ROOMS = [
  'words', //         labels and sentences by code, one file a language and kind: constants that import nothing but types and rules
  'kernel', //        context, errors, random, log, Korean time, passwords: no word of the shop but who acts in it
  'contract', //      zod requests and answers
  'database', //      engines, transact, migrations, clock, what runs once a day
  'storage', //       gateway: pictures
  'notifications', // gateways: Slack, SMS
  'access', //        the role table, allow, audit, access log
  'lists', //         what a list may be asked: filters, sorting, periods
  'outbox', //        messages on their way, delivered by channel
  'staff', //         who works here: sign-in, links, second factor
  'holds', //         the only writer of variant_stock, offer_counters, customer_limits
  'catalog', //       what is sold
  'customers', //     who buys
  'promotions', //    offers, the wall, publishing, what a student sees of a product
  'ledger', //        payments, refunds, what is owed
  'orders', //        place, states, shipments, returns
  'payments', //      confirm, probe, reconcile, refund; bootpay/ alone knows Bootpay's numbers
  'settlement', //    settle, cancel, close, extend, notices
  'campaigns', //     SMS to many
  'accounts', //      what spans a customer's orders and limits: phone, university, leaving
  'backup', //        the nightly dump and restoring
  'simulator', //     the outside, where it is simulated
  'jobs', //          what goes on by itself
  'api', //           routes; http/ has the middleware
  'console', //       AdminJS: kit, assembly, a folder for each capability's screens
  'boot', //          configuration, app, open-shop, the list of entities
  'ops', //           commands for whoever runs the shop
  'main\\.ts|worker\\.ts|console-server\\.ts', // the processes
];

/** Pure values that stand on the ground, whatever room they are kept in: what states there are, who may do what. */
const RULES = '^backend/src/[^/]+/rules/';

/** Who may read rules of rooms above it. Words are typed by the states that they name, and the contract is made from them. */
const READERS_OF_RULES = new Set(['words', 'contract']);

const room = (names) => `^backend/src/(${names.join('|')})(/|$)`;

function floors() {
  return ROOMS.slice(0, -1).map((name, index) => ({
    name: `${name}-stands-below`,
    comment: 'The list of rooms at the top of this file; docs/ARCHITECTURE.md says what to do about it.',
    severity: 'error',
    from: { path: room([name]), pathNot: '\\.test\\.tsx?$' },
    to: { path: room(ROOMS.slice(index + 1)), ...(READERS_OF_RULES.has(name) ? { pathNot: RULES } : {}) },
  }));
}

/** What each folder of the storefront's lib may know of the others; docs/ARCHITECTURE.md says what they hold. */
const LIB = {
  browser: [],
  cart: [],
  words: ['browser'], // an order's time to pay is over by the server's clock
  staircase: ['words'],
  payment: ['browser'],
  api: ['browser'],
  forms: ['api', 'browser'],
};

function libFolders() {
  return Object.entries(LIB).map(([name, known]) => ({
    name: `lib-${name}-knows-${known.join('-and-') || 'none-of-the-others'}`,
    comment: 'The table of folders at the top of this file.',
    severity: 'error',
    from: { path: `^storefront/src/lib/${name}/`, pathNot: '\\.test\\.ts$' },
    to: { path: '^storefront/src/lib/', pathNot: `^storefront/src/lib/(${[name, ...known].join('|')})/` },
  }));
}

/** The import law; docs/ARCHITECTURE.md has it in words. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Entities may point at each other; nothing else may.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: {
        circular: true,
        viaOnly: { pathNot: '\\.entity\\.ts$', dependencyTypesNot: ['type-only'] },
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'a-rule-reads-only-its-arguments',
      comment: 'And says what it finds, as a code and values (words/).',
      severity: 'error',
      from: { path: '/rules/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['/rules/', '^backend/src/words/'] },
    },
    {
      name: 'the-contract-reaches-zod-rules-and-words',
      severity: 'error',
      from: { path: '^backend/src/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^backend/src/(contract|words)/', '/rules/', 'node_modules/zod/'] },
    },
    {
      name: 'an-entity-knows-columns',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { pathNot: ['\\.entity\\.ts$', '/rules/', 'node_modules/typeorm/'] },
    },
    {
      name: 'words-read-states-as-types',
      comment: 'Rules say what they find in words; words only name the states of rules. So they may point at each other.',
      severity: 'error',
      from: { path: '^backend/src/words/', pathNot: '\\.test\\.ts$' },
      to: { path: '^backend/src/', pathNot: '^backend/src/(words/|kernel/rules/)', dependencyTypesNot: ['type-only'] },
    },
    ...floors(),
    {
      name: 'only-doors-know-express-and-adminjs',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: ['^backend/src/(api|console|boot|simulator|testing)/', '^backend/src/main\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: 'node_modules/(express|adminjs|@adminjs)/' },
    },
    {
      name: 'doors-ask-no-database',
      comment: 'A door calls verbs and readers. Only the list itself and the check that a record exists ask for it in the console.',
      severity: 'error',
      from: {
        path: '^backend/src/(api|console)/',
        pathNot: ['^backend/src/console/kit/(console-resource|known-record|resource-spec)\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: ['node_modules/typeorm/', '^backend/src/database/'] },
    },
    {
      name: 'only-descriptions-of-resources-know-entities',
      comment: 'console/orders/orders.admin.ts says which table a resource is of; what a form or a page shows comes from a reader.',
      severity: 'error',
      from: {
        path: '^backend/src/(api|console)/',
        pathNot: ['^backend/src/console/([^/]+)/\\1\\.admin\\.ts$', '^backend/src/console/kit/console-resource\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: '\\.entity\\.ts$' },
    },
    {
      name: 'only-main-and-tests-know-the-simulator',
      severity: 'error',
      from: {
        pathNot: ['^backend/src/(main\\.ts|simulator/|testing/)', '\\.test\\.ts$', '^backend/(prove|bench)/', '^seed/'],
      },
      // Its keys are the configuration's defaults where nothing real is configured.
      to: { path: '^backend/src/simulator/', pathNot: 'simulated-keys\\.ts$' },
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
      name: 'lib-draws-nothing',
      severity: 'error',
      from: { path: '^storefront/src/lib/' },
      to: { path: '^storefront/src/components/' },
    },
    {
      name: 'every-file-of-lib-stands-in-a-folder-of-the-table',
      severity: 'error',
      from: {},
      to: { path: '^storefront/src/lib/', pathNot: `^storefront/src/lib/(${Object.keys(LIB).join('|')})/` },
    },
    ...libFolders(),
    {
      name: 'features-never-import-each-other',
      severity: 'error',
      from: { path: '^storefront/src/features/([^/]+)/' },
      to: { path: '^storefront/src/features/', pathNot: '^storefront/src/features/$1/' },
    },
    {
      name: 'the-storefront-takes-types-of-the-contract-words-and-rules-of-typing',
      comment: 'States are called the same there, and what people type is judged and found by the same lines.',
      severity: 'error',
      from: { path: '^storefront/' },
      to: {
        path: '^backend/',
        pathNot: '^backend/src/(kernel/rules/|words/(ko|say|typed-sentence)\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
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
