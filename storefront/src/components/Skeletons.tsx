/** The final shapes in grey, so that nothing jumps when the answer comes. The pages' static HTML holds the same ones. */

export function PromotionsSkeleton() {
  return (
    <section className="section listed pb10" aria-busy="true" aria-label="불러오는 중">
      <header>
        <h2>우리 학교 학생가</h2>
        <span className="small soft">불러오는 중</span>
      </header>
      <div className="stack cards">
        {[1, 2, 3].map((key) => (
          <div key={key} className="card">
            <div className="pic sk" />
            <div className="in">
              <div className="sk" style={{ height: 24, width: '70%' }} />
              <div className="sk mt3" style={{ height: 46, width: '46%' }} />
              <div className="sk mt4" style={{ height: 92 }} />
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

export function ProductSkeleton() {
  return (
    <div className="product" aria-busy="true" aria-label="불러오는 중">
      <div className="look">
        <div className="pic sk" />
      </div>
      <div className="panel">
        <div className="pad mt6">
          <div className="sk" style={{ height: 20, width: '20%' }} />
          <div className="sk mt2" style={{ height: 32, width: '80%' }} />
          <div className="sk mt6" style={{ height: 56, width: '50%' }} />
          <div className="sk mt4" style={{ height: 178 }} />
          <div className="sk mt6" style={{ height: 128 }} />
          <div className="sk mt5" style={{ height: 72 }} />
        </div>
      </div>
      <div className="more" />
    </div>
  );
}

/** Cards in a column: orders, one order, checkout. */
export function CardsSkeleton({ heights = [200, 160, 160] }: { heights?: number[] }) {
  return (
    <section className="section pt5 pb10" aria-busy="true" aria-label="불러오는 중">
      <div className="stack">
        {heights.map((height, index) => (
          <div key={index} className="sk" style={{ height, borderRadius: 14 }} />
        ))}
      </div>
    </section>
  );
}
