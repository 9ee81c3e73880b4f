/** A word to the other tabs of this shop. A page in the browser's memory has no channel: with one, some browsers would not keep it. */

/** `changed`: somebody has signed in or a session has ended, so ask who is there. `out`: somebody has signed out. */
export type Word = 'changed' | 'out';

let channel: BroadcastChannel | undefined;

export function hearOthers(listen: (word: Word) => void): void {
  const open = () => {
    if (channel) return;
    channel = new BroadcastChannel('mng.session');
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => listen(data));
  };
  open();
  addEventListener('pageshow', open);
  addEventListener('pagehide', () => {
    channel?.close();
    channel = undefined;
  });
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
export const tellOthers = (word: Word): void => channel?.postMessage(word);
