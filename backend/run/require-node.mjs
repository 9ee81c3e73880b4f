// Plain JavaScript of an old kind on purpose: it must run on the Node that it refuses.
export function requireNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= 24) return;
  console.error(
    `MNG shop needs Node 24, this is ${version}.\n` +
      'It comes with `npm ci` (the package "node"), and every `npm run` uses it. If it is missing, npm was told to skip install scripts:\n' +
      'run `npm ci --ignore-scripts=false`, or install Node 24 yourself.',
  );
  process.exit(1);
}
