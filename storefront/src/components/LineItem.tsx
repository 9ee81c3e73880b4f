import type { ReactNode } from 'react';
import { options } from '../lib/words/format';
import Picture from './ui/Picture';
import Price from './ui/Price';

interface Props {
  line: { product: { name: string; imageUrl: string | null }; options: Record<string, string>; quantity: number };
  /** Won, shown under the options. */
  price?: number;
  children?: ReactNode;
}

/** One product of a cart or an order: picture, name, options and quantity. */
export default function LineItem({ line, price, children }: Props) {
  const { product, quantity } = line;
  return (
    <div className="line">
      <span className="shot">
        <Picture url={product.imageUrl} alt={product.name} sizes="88px" width={88} height={66} />
      </span>
      <div>
        <p className="strong">{product.name}</p>
        <p className="small soft">{[options(line.options), `${quantity}개`].filter(Boolean).join(' · ')}</p>
        {price !== undefined && <Price won={price} />}
        {children}
      </div>
    </div>
  );
}
