import { expect, it } from 'vitest';
import { srcset } from './srcset';

const stem = '/images/0123456789abcdef0123456789abcdef';

it('offers three widths of a stored picture', () => {
  expect(srcset(`${stem}-800.webp`)).toBe(`${stem}-400.webp 400w, ${stem}-800.webp 800w, ${stem}-1200.webp 1200w`);
});

it('leaves any other picture alone', () => {
  expect(srcset('/scenes/laptop.svg')).toBeUndefined();
  expect(srcset(`https://elsewhere.example${stem}-800.webp`)).toBeUndefined();
});
