/** Where browsers load a picture from: 800 px wide; `-400` and `-1200` stand beside it. Null for no picture. */
export const imageUrl = (name: string | null | undefined): string | null => (name ? `/images/${name}-800.webp` : null);
