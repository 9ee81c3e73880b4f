import info from 'lucide-static/icons/info.svg?shapes';
import LineItem from '../../components/LineItem';
import Note from '../../components/ui/Note';
import { won } from '../../lib/words/format';
import type { Review, ReviewLine } from './review';

export default function ReviewLines({ review, onRemove }: { review: Review; onRemove: (offerId: number) => void }) {
  return (
    <section className="section pt5" aria-label="주문할 상품">
      {review.gone.length > 0 && (
        <div className="mb4">
          <Note icon={info} role="status">
            지금은 살 수 없는 상품을 뺐어요: {review.gone.join(', ')}
          </Note>
        </div>
      )}
      <div className="card">
        <div className="in">
          {review.lines.map((line) => (
            <div key={line.offerId} className="reviewed">
              <LineItem line={line} price={line.unitPrice * line.quantity}>
                <Changed line={line} />
              </LineItem>
              <div className={review.lines.length > 1 ? 'pair mt4' : 'mt4'}>
                <a className="btn outline full" href={`/products/${line.product.slug}`}>
                  옵션·수량 바꾸기
                </a>
                {review.lines.length > 1 && (
                  <button type="button" className="btn" onClick={() => onRemove(line.offerId)}>
                    빼기
                  </button>
                )}
              </div>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function Changed({ line }: { line: ReviewLine }) {
  if (line.before === undefined) return null;
  return (
    <p className="small warn" role="status">
      담은 뒤 가격이 {won(line.before)}에서 {won(line.unitPrice)}으로 바뀌었어요.
    </p>
  );
}
