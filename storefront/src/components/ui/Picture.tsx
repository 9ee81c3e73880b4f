import imageOff from 'lucide-static/icons/image.svg?shapes';
import { srcset } from './srcset';
import Icon from './Icon';

interface Props {
  url: string | null | undefined;
  alt: string;
  /** CSS sizes, as the layout shows it. */
  sizes: string;
  width?: number;
  height?: number;
  /** The one large picture of a first screen. */
  isMain?: boolean;
}

/** 4:3 as stored; where there is no picture, a quiet ground in the same shape. */
export default function Picture({ url, alt, sizes, width = 800, height = 600, isMain = false }: Props) {
  if (!url) {
    return (
      <span className="noimage">
        <Icon shapes={imageOff} size="l" />
      </span>
    );
  }
  return (
    <img
      src={url}
      srcSet={srcset(url)}
      sizes={sizes}
      alt={alt}
      width={width}
      height={height}
      loading={isMain ? 'eager' : 'lazy'}
      fetchPriority={isMain ? 'high' : 'auto'}
      decoding="async"
    />
  );
}
