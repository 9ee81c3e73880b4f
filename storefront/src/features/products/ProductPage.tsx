import type { Product, ProductAnswer } from '@mngshop/backend/contract';
import { useEffect } from 'react';
import Failed from '../../components/Failed';
import { ProductSkeleton } from '../../components/Skeletons';
import { api } from '../../lib/api/calls';
import { syncClock } from '../../lib/browser/server-clock';
import { slugOf } from '../../lib/browser/slug';
import { useLoad } from '../../lib/api/use-load';
import { useWhileVisible } from '../../lib/browser/use-while-visible';
import BuyBar from './BuyBar';
import Facts from './Facts';
import Gallery from './Gallery';
import ProductPanel from './ProductPanel';
import { useChoice } from './use-choice';

const REFRESH_MS = 12_000;

const ask = async (): Promise<ProductAnswer> => {
  const answer = await api.product(slugOf(location));
  syncClock(answer.serverTime);
  return answer;
};

export default function ProductPage() {
  const { loaded, retry, refresh } = useLoad(ask);
  useWhileVisible(refresh, loaded.state === 'ready' && isOver(loaded.data.product) ? null : REFRESH_MS);
  if (loaded.state === 'loading') return <ProductSkeleton />;
  if (loaded.state === 'failed') return <Failed error={loaded.error} onRetry={retry} />;
  return <Ready product={loaded.data.product} onEnd={refresh} />;
}

// Settled for good: no count and no price moves any more.
const isOver = ({ offer }: Product) => offer.promotion.state === 'settled' || offer.promotion.state === 'failed';

function Ready({ product, onEnd }: { product: Product; onEnd: () => void }) {
  const choice = useChoice(product);
  useEffect(() => {
    document.title = `${product.name} · MNG샵`;
  }, [product.name]);
  return (
    <>
      <div className="product">
        <div className="look">
          <Gallery images={product.images} name={product.name} />
        </div>
        <div className="panel">
          <ProductPanel product={product} choice={choice} onEnd={onEnd} />
        </div>
        <div className="more">
          <Facts product={product} />
        </div>
      </div>
      <BuyBar product={product} choice={choice} />
    </>
  );
}
