import sharp from 'sharp';

/** A picture of one colour with a little noise, so that it has a size; what a camera writes about its place is in it. */
export const aPhoto = (
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' | 'avif' = 'jpeg',
  background = '#2457f5',
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .withExif({ IFD0: { Make: 'Camera', ImageDescription: 'Seoul, at home' } })
    .toFormat(format)
    .toBuffer();

/** An animated webp of two frames. */
export const aMovingPicture = async (): Promise<Buffer> => {
  const [one, two] = await Promise.all(['#f00', '#0f0'].map((colour) => aPhoto(500, 400, 'png', colour)));
  return sharp([one!, two!], { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
};
