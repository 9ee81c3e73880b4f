import type { PublishedPicture } from '../../catalog/finish-picture-upload.js';
import type { PictureUpload } from '../../catalog/start-picture-upload.js';
import { request } from './call.js';

/** The picture was not taken: a Korean sentence that says what to do. `final`: the same file will never be. */
export class NotTaken extends Error {
  constructor(
    message: string,
    readonly final: boolean,
  ) {
    super(message);
  }
}

export interface UploadSteps {
  /** Percent of the bytes sent. */
  onProgress: (percent: number) => void;
  /** All bytes are there; the shop looks at them. */
  onSent: () => void;
  signal: AbortSignal;
}

/**
 * Asks the shop for an address, sends the file straight there (Azure's store, or what stands in for it), and has it looked at.
 * @throws NotTaken
 */
export async function uploadPicture(file: File, { onProgress, onSent, signal }: UploadSteps): Promise<PublishedPicture> {
  const { uploadUrl, upload } = await ask<PictureUpload>('startUpload');
  await send(uploadUrl, file, onProgress, signal);
  onSent();
  return ask<PublishedPicture>('finishUpload', { upload });
}

async function ask<T>(action: string, input: object = {}): Promise<T> {
  const answer = await request(`/admin/api/resources/Product/actions/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ input }),
  });
  if (answer.ok) return answer.data as T;
  throw new NotTaken(answer.notice?.message ?? '', FINAL.has(answer.code ?? ''));
}

/** What looking at the same file again would not change. */
const FINAL = new Set(['not_a_picture', 'too_large', 'forbidden']);

// XMLHttpRequest, because fetch does not tell how much of a body has been sent.
function send(url: string, file: File, onProgress: (percent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const refuse = (message: string) => () => reject(new NotTaken(message, false));
    call.open('PUT', url);
    call.setRequestHeader('x-ms-blob-type', 'BlockBlob');
    call.setRequestHeader('Content-Type', file.type);
    call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / Math.max(total, 1))));
    call.addEventListener('load', () => (call.status === 201 ? resolve() : refuse(sentence(call.status))()));
    call.addEventListener('error', refuse('사진을 보내다가 연결이 끊겼어요. 인터넷 연결을 확인하고 다시 올려 주세요.'));
    call.addEventListener('abort', refuse('올리기를 그만두었어요.'));
    signal.addEventListener('abort', () => call.abort());
    call.send(file);
  });
}

function sentence(status: number): string {
  if (status === 403) return '올릴 수 있는 시간이 지났어요. 다시 올려 주세요.';
  if (status === 413) return '파일이 너무 커요. 10MB보다 작은 사진으로 골라 주세요.';
  return '사진 보관소가 받지 않았어요. 잠시 뒤에 다시 올려 주세요.';
}
