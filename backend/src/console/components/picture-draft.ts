import type { ProductFormStart } from '../../catalog/read-product.js';

/** One picture in the form, from the moment its file is dropped. */
export interface PictureDraft {
  key: string;
  /** What the list says it is: the file's name, or that it was there before. */
  name: string;
  /** Where to see it: the file itself while it is new, then what was made of it. */
  url: string;
  alt: string;
  state: 'saved' | 'waiting' | 'sending' | 'checking' | 'ready' | 'refused';
  /** Percent of the bytes that are on their way. */
  progress: number;
  /** Of one that the product has. */
  id?: number;
  /** Of a new one that was looked at and published. */
  upload?: string;
  /** Why not, in Korean, and what to do. */
  refusal?: string;
  /** Of a refused one: whether the same file may do better the next time. */
  mayRetry?: boolean;
}

export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/avif';
export const MOST_PICTURES = 12;
const MOST_BYTES = 10 * 1024 * 1024;

export const savedPictures = (images: ProductFormStart['images']): PictureDraft[] =>
  images.map(({ id, url, alt }) => ({ key: `saved-${id}`, name: '저장된 사진', url, alt, state: 'saved', progress: 100, id }));

/** Why a file need not even be sent; null where the server shall look at it. */
export function refuseFile({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): string | null {
  if (/^image\/hei[cf]$/.test(type) || /\.hei[cf]$/i.test(name)) return '아이폰의 HEIC 사진은 읽을 수 없어요. JPEG로 내보내서 올려 주세요.';
  if (!PICTURE_TYPES.split(',').includes(type)) return '사진 파일이 아니에요. JPEG, PNG, WebP, AVIF 가운데 하나로 올려 주세요.';
  return size > MOST_BYTES ? '파일이 10MB보다 커요. 사진 크기를 줄여서 올려 주세요.' : null;
}

/** The list with one of it at another place; the same list where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, one);
}

/** Why the form can't be sent yet, and what to do; null where it can. */
export function hindrance(pictures: readonly PictureDraft[]): string | null {
  if (pictures.some(({ state }) => state === 'refused')) return '올리지 못한 사진이 있어요. 다시 올리거나 뺀 뒤에 저장해 주세요.';
  if (pictures.some(({ state }) => state !== 'saved' && state !== 'ready')) return '사진을 올리고 있어요. 모두 올라가면 저장해 주세요.';
  return null;
}

/** What the action's schema reads. */
export const imagesOf = (pictures: readonly PictureDraft[]) =>
  pictures.map(({ id, upload, alt }) => ({ ...(id === undefined ? { upload } : { id }), alt: alt.trim() }));
