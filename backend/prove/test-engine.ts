/** The engine that the suite runs on, as for openTestDatabase(). */
export function testEngine(): 'sqlite' | URL {
  const server = process.env['TEST_ENGINE'] === 'mysql' ? process.env['TEST_MYSQL_URL'] : undefined;
  return server ? new URL(server) : 'sqlite';
}
