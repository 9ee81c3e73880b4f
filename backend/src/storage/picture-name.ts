/** What a picture's file is called, as `5f0c…-800.webp`: 128 random bits and its width in px. */
export const PICTURE_FILE = /^[0-9a-f]{32}-(400|800|1200)\.webp$/;

/** What an upload is called. */
const UPLOAD = /^[0-9a-f]{32}$/;

/** Names come from addresses too: what is no picture's name never becomes a path. @throws Error */
export function pictureFile(name: string): string {
  if (!PICTURE_FILE.test(name)) throw new Error(`Not a picture's name: ${name}`);
  return name;
}

/** @throws Error */
export function uploadFile(name: string): string {
  if (!UPLOAD.test(name)) throw new Error(`Not an upload's name: ${name}`);
  return name;
}
