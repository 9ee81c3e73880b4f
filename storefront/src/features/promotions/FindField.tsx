import { useEffect, useRef } from 'react';

export default function FindField({ value, onChange }: { value: string; onChange: (value: string | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    scrollTo({ top: 0, behavior: 'smooth' });
  }, []);
  return (
    <search className="find">
      <input
        ref={input}
        className="input"
        type="search"
        aria-label="상품 찾기"
        placeholder="상품 이름, 초성도 돼요"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <button type="button" className="btn text" onClick={() => onChange(undefined)}>
        닫기
      </button>
    </search>
  );
}
