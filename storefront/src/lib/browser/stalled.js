// A classic script of every page: where the code of the page's island never comes, its skeleton makes room for a way on.
(() => {
  const PATIENCE_MS = 12_000;
  const { way } = document.currentScript.dataset;
  setTimeout(() => {
    const island = document.querySelector('main astro-island[ssr]');
    if (!island) return;
    // Nothing of anybody's is shown, and nothing may be left that would ask.
    delete document.documentElement.dataset.covered;
    const link = way ? '<a class="btn primary" href="/orders">주문 내역에서 확인하기</a>' : '';
    island.innerHTML =
      '<div class="empty" role="alert"><h1 class="h3">화면을 불러오지 못했어요</h1>' +
      '<p class="soft">인터넷 연결이 느린 것 같아요. 다시 불러와 주세요.</p>' +
      `${link}<button type="button" class="btn">다시 불러오기</button></div>`;
    island.querySelector('button').addEventListener('click', () => location.reload());
  }, PATIENCE_MS);
})();
