import { describe, expect, it } from 'vitest';
import { hindrance, imagesOf, moved, type PictureDraft, refuseFile, savedPictures } from './picture-draft.js';

const picture = (part: Partial<PictureDraft> = {}): PictureDraft => ({
  key: 'new-1',
  name: 'laptop.jpg',
  url: 'blob:x',
  alt: ' 앞모습 ',
  state: 'ready',
  progress: 100,
  upload: 'a'.repeat(32),
  ...part,
});
const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

describe('a file', () => {
  it('need not be sent when it is no picture, an iPhone’s own format, or too big', () => {
    expect(refuseFile(file('a.jpg', 'image/jpeg'))).toBeNull();
    expect(refuseFile(file('a.avif', 'image/avif', 10 * 1024 * 1024))).toBeNull();
    expect(refuseFile(file('a.jpg', 'image/jpeg', 10 * 1024 * 1024 + 1))).toContain('10MB');
    // Browsers that do not know it give it no type.
    for (const heic of [file('a.HEIC', ''), file('a', 'image/heic'), file('a', 'image/heif')]) expect(refuseFile(heic)).toContain('JPEG');
    for (const other of [file('a.svg', 'image/svg+xml'), file('a.gif', 'image/gif'), file('a.html', 'text/html'), file('a', '')])
      expect(refuseFile(other)).toContain('사진 파일이 아니에요');
  });
});

describe('the order', () => {
  it('changes by moving one, and not where there is no such place', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    for (const [from, to] of [
      [0, -1],
      [2, 3],
      [3, 0],
      [-1, 0],
    ] as const)
      expect(moved(['a', 'b', 'c'], from, to)).toEqual(['a', 'b', 'c']);
  });
});

describe('saving', () => {
  it('waits for uploads, and for those that failed to be taken out', () => {
    expect(hindrance([])).toBeNull();
    expect(hindrance([picture(), picture({ state: 'saved' })])).toBeNull();
    for (const state of ['waiting', 'sending', 'checking'] as const)
      expect(hindrance([picture(), picture({ state })])).toContain('올리고 있어요');
    expect(hindrance([picture({ state: 'sending' }), picture({ state: 'refused' })])).toContain('올리지 못한 사진');
  });

  it('names saved pictures by their id and new ones by their upload, in the order shown', () => {
    const [saved] = savedPictures([{ id: 7, url: '/images/x-800.webp', alt: '옆모습', width: 800, height: 600 }]);
    expect(imagesOf([picture(), saved!])).toEqual([
      { upload: 'a'.repeat(32), alt: '앞모습' },
      { id: 7, alt: '옆모습' },
    ]);
  });
});
