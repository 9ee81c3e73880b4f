/**
 * How a process of the shop that stays is started: V8's young generation kept small, Sentry first where
 * there is a DSN. Figures: docs/decisions/0039-a-lean-process.md. The same words stand in .docker/start.sh,
 * docker-compose.yml and infra/terraform/web.tf; lean-process.test.ts holds them together.
 */
export const FLAGS = ['--max-semi-space-size=2', '--enable-source-maps', '--import', './dist/backend/src/boot/sentry.js'];
