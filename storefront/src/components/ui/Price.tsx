import { digits } from '../../lib/words/format';

/** Won, the 원 smaller. */
export default function Price({ won, size = '' }: { won: number; size?: 'mid' | 'big' | 'p17' | 'p24' | '' }) {
  return (
    <span className={`price ${size}`}>
      {digits(won)}
      <small>원</small>
    </span>
  );
}
