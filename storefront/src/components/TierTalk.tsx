import { useEffect, useRef, useState } from 'react';
import { type Sentence, sentence, type Told } from '../lib/staircase/words';

const QUIET_MS = 10_000;

/** The sentence beside a staircase; `br` breaks it after the part said louder. */
export function TierSentence({ told, difference, br = false }: { told: Told; difference?: number; br?: boolean }) {
  const { strong, rest, price } = sentence(told, difference);
  return (
    <>
      {strong && <b>{strong}</b>}
      {strong && (br ? <br /> : ' ')}
      {br && !strong ? broken(rest) : rest}
      {price && <em> {price}</em>}
    </>
  );
}

/** Says a changed count once to a screen reader, politely, at most every ten seconds; nothing on load. */
export function CountNews({ told }: { told: Told }) {
  const [news, setNews] = useState('');
  const heard = useRef({ sold: told.sold, at: 0 });
  const { sold } = told;
  const text = `지금까지 ${sold}개 팔렸어요. ${asText(sentence(told))}`;
  useEffect(() => {
    if (sold === heard.current.sold) return undefined;
    const wait = Math.max(0, heard.current.at + QUIET_MS - Date.now());
    const timer = setTimeout(() => {
      heard.current = { sold, at: Date.now() };
      setNews(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [sold, text]);
  return (
    <p className="vh" role="status">
      {news}
    </p>
  );
}

/** One sentence a line. */
function broken(text: string) {
  const [first, ...others] = text.split(/(?<=\.) /);
  return (
    <>
      {first}
      {others.length > 0 && <br />}
      {others.join(' ')}
    </>
  );
}

const asText = ({ strong, rest, price }: Sentence): string => [strong, rest, price].filter(Boolean).join(' ');
