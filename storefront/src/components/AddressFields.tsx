import { useRef } from 'react';
import type { Recipient } from '../lib/api/calls';
import type { ApiError } from '../lib/api/api-error';
import { onlyDigits, phone as phoneOf, text } from '../lib/forms/read-fields';
import { phone } from '../lib/words/format';
import { findPostcode } from '../lib/forms/postcode';
import { toast } from '../lib/browser/toast';
import Field from './ui/Field';

interface Props {
  start: Partial<Recipient> | null;
  error?: ApiError | undefined;
  /** Where the address stands in the body that was refused, as in `recipient.`. */
  path?: string;
}

/** Who receives it and where; read back with `recipientFrom`. */
export default function AddressFields({ start, error, path = '' }: Props) {
  const group = useRef<HTMLDivElement>(null);
  const of = (name: string) => error?.of(path + name);
  const look = () =>
    findPostcode((postcode, address) => {
      set(group.current, 'postcode', postcode);
      set(group.current, 'address1', address);
      group.current?.querySelector<HTMLInputElement>('[name=address2]')?.focus();
    }).catch(() => toast('주소 찾기를 불러오지 못했어요. 직접 적어 주세요.'));
  return (
    <div className="form" ref={group}>
      <Field label="받는 사람" name="name" defaultValue={start?.name} autoComplete="name" required most={100} error={of('name')} />
      <Field
        {...{ label: '받는 사람 휴대전화', name: 'phone', type: 'tel', inputMode: 'tel', autoComplete: 'tel-national' }}
        {...{ defaultValue: phone(start?.phone ?? ''), placeholder: '010-1234-5678', required: true, error: of('phone') }}
      />
      <div className="inline postcode">
        <Field
          {...{ label: '우편번호', name: 'postcode', inputMode: 'numeric', autoComplete: 'postal-code', digits: 5 }}
          {...{ defaultValue: start?.postcode, required: true, error: of('postcode') }}
        />
        <button type="button" className="btn outline" onClick={look}>
          주소 찾기
        </button>
      </div>
      <Field
        {...{ label: '주소', name: 'address1', autoComplete: 'address-line1', most: 200 }}
        {...{ defaultValue: start?.address1, required: true, error: of('address1') }}
      />
      <Field
        {...{ label: '상세 주소', name: 'address2', autoComplete: 'address-line2', most: 100 }}
        {...{ defaultValue: start?.address2, placeholder: '동·호수, 건물 이름', error: of('address2') }}
      />
      <Field
        {...{ label: '배송 메모 (선택)', name: 'memo', most: 100, defaultValue: start?.memo, error: of('memo') }}
        {...{ placeholder: '예: 경비실에 맡겨 주세요' }}
      />
    </div>
  );
}

export function recipientFrom(form: HTMLFormElement): Recipient {
  const data = new FormData(form);
  return {
    name: text(data, 'name'),
    phone: phoneOf(data, 'phone'),
    postcode: onlyDigits(data, 'postcode'),
    address1: text(data, 'address1'),
    address2: text(data, 'address2'),
    memo: text(data, 'memo'),
  };
}

const set = (group: HTMLElement | null, name: string, value: string) => {
  const input = group?.querySelector<HTMLInputElement>(`[name=${name}]`);
  if (!input) return;
  input.value = value;
  // As if it were typed: what was wrong with what stood there is no longer.
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
