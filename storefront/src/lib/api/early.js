// The first script of every page: begins the session probe and the page's own data before any module is loaded.
// The address comes from data-load; ":slug" in it is the last part of the path, or ?slug= / ?number= on the bare shell.
// calls.ts takes what is asked for here, each answer once; everything else is fetched there and only there.
(() => {
  // As long as calls.ts gives what it asks for itself.
  const READ_MS = 8_000;
  const addresses = ['/api/customer/me'];
  const load = document.currentScript.dataset.load;
  const query = new URLSearchParams(location.search);
  const [, , last] = location.pathname.split('/');
  const slug = last || query.get('slug') || query.get('number');
  if (load && !load.includes(':slug')) addresses.push(load);
  else if (load && slug) addresses.push(load.replace(':slug', encodeURIComponent(decodeURIComponent(slug))));
  window.mngEarly = {};
  for (const address of addresses) {
    window.mngEarly[address] = fetch(address, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(READ_MS) });
    window.mngEarly[address].catch(() => {});
  }
})();
