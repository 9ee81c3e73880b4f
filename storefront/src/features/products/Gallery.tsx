import type { Product } from '@mngshop/backend/contract';
import { type UIEvent, useEffect, useRef, useState } from 'react';
import Picture from '../../components/ui/Picture';

const SIZES = '(min-width: 1024px) 600px, 100vw';

/** One picture a screen, swiped on a phone, chosen by thumbnail on a desktop. */
export default function Gallery({ images, name }: { images: Product['images']; name: string }) {
  const [shown, setShown] = useState(0);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What scrolls must be reachable without a pointer: the arrow keys then turn the pictures.
    if (strip.current) strip.current.tabIndex = 0;
  }, []);
  const onScroll = ({ currentTarget: { scrollLeft, clientWidth } }: UIEvent<HTMLDivElement>) =>
    setShown(Math.round(scrollLeft / clientWidth));
  const go = (index: number) => strip.current?.scrollTo({ left: index * strip.current.clientWidth, behavior: 'smooth' });
  if (images.length === 0) {
    return (
      <div className="pic">
        <Picture url={null} alt={name} sizes={SIZES} />
      </div>
    );
  }
  return (
    <>
      <div ref={strip} className="gallery" role="group" aria-label={`사진 ${images.length}장`} onScroll={onScroll}>
        {images.map((image, index) => (
          <div key={image.url} className="pic">
            <Picture {...image} alt={image.alt || name} sizes={SIZES} isMain={index === 0} />
          </div>
        ))}
      </div>
      {images.length > 1 && (
        <>
          <div className="dots" role="img" aria-label={`사진 ${images.length}장 중 ${shown + 1}번째`}>
            {images.map((image, index) => (
              <i key={image.url} className={index === shown ? 'on' : ''} />
            ))}
          </div>
          <div className="thumbs">
            {images.map((image, index) => (
              <button
                key={image.url}
                type="button"
                className={index === shown ? 'on' : ''}
                aria-pressed={index === shown}
                onClick={() => go(index)}
              >
                <Picture {...image} alt={`사진 ${index + 1}, ${image.alt}`} sizes="104px" />
              </button>
            ))}
          </div>
        </>
      )}
    </>
  );
}
