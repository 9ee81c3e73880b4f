import type { Device, DevicesAnswer } from '@mngshop/backend/contract';
import { useState } from 'react';
import { asApiError } from '../../lib/api/api-error';
import { api } from '../../lib/api/calls';
import { leftForSignIn } from '../../lib/api/session';
import { useLoad } from '../../lib/api/use-load';
import { toast } from '../../lib/browser/toast';
import { day } from '../../lib/words/format';

/** Where one is signed in; each of the others can be signed out, as a phone that was sold. Asked for when the row is opened. */
export default function Devices() {
  const { loaded, retry } = useLoad<DevicesAnswer>(api.devices);
  const [isBusy, setBusy] = useState(false);
  const end = (call: () => Promise<unknown>) => {
    setBusy(true);
    call()
      .then(
        () => {
          toast('로그아웃했어요');
          retry();
        },
        (error: unknown) => leftForSignIn(error) || toast(asApiError(error).detail),
      )
      .finally(() => setBusy(false));
  };
  if (loaded.state === 'loading') return <p className="soft">불러오고 있어요…</p>;
  if (loaded.state === 'failed')
    return (
      <button type="button" className="btn" onClick={retry}>
        다시 불러오기
      </button>
    );
  const { devices } = loaded.data;
  return (
    <>
      <ul className="list">
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} isBusy={isBusy} onEnd={() => end(() => api.endDevice(device.id))} />
        ))}
      </ul>
      {devices.length > 1 && (
        <button type="button" className="btn full mt3" disabled={isBusy} onClick={() => end(api.endOtherDevices)}>
          다른 기기에서 모두 로그아웃
        </button>
      )}
    </>
  );
}

function DeviceRow({ device, isBusy, onEnd }: { device: Device; isBusy: boolean; onEnd: () => void }) {
  const name = device.name || '알 수 없는 기기';
  return (
    <li className="spread">
      <span className="grow">
        {name} {device.isThis && <b className="small">이 기기</b>}
        <br />
        <span className="small soft">
          {day(device.signedInAt)} 로그인 · {day(device.usedAt)} 사용
        </span>
      </span>
      {!device.isThis && (
        <button type="button" className="btn" disabled={isBusy} onClick={onEnd} aria-label={`${name}에서 로그아웃`}>
          로그아웃
        </button>
      )}
    </li>
  );
}
