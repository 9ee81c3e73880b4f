// A classic script of every page, before any module. Whatever leaves or comes back to somebody's sight is covered in the same instant, so
// that not one frame of it is seen before guard.ts has asked who is signed in. What is covered stands in cover.css.
(() => {
  const cover = () => (document.documentElement.dataset.covered = '');
  // On the way into the browser's memory too: some show the page as it lay there before any script of it runs.
  addEventListener('pagehide', (event) => event.persisted && cover());
  addEventListener('pageshow', (event) => event.persisted && cover());
  document.addEventListener('visibilitychange', cover);
})();
