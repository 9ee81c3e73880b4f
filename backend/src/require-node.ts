/** @throws Error saying what to do, on a Node older than the one the project pins */
export function requireNode(version: string): void {
  if (Number(version.split('.')[0]) >= 24) return;
  throw new Error(
    `MNG shop needs Node 24, this is ${version}.\n` +
      'It comes with `npm ci` (package "node") and every `npm run` uses it. If it is missing, npm was told to skip install scripts:\n' +
      'run `npm ci --ignore-scripts=false`, or install Node 24 yourself.',
  );
}
