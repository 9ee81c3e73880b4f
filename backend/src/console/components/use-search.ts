import { cleanLine } from '../../kernel/rules/typed-text.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from './call.js';

/** A record as another one's filter names it. */
export interface Found {
  id: number;
  title: string;
}

const PAUSE_MS = 250;

/** What the server finds for what has been typed so far, closest first. `search` asks at once, for those who don't wait. */
export function useSearch(resource: string, typed: string) {
  const [found, setFound] = useState<readonly Found[]>([]);
  const newest = useRef('');
  const text = cleanLine(typed);
  const search = useCallback(async () => {
    newest.current = text;
    const records = text === '' ? [] : await ask(resource, text);
    // A slow answer to fewer letters must not replace a later one.
    if (newest.current === text) setFound(records);
    return records;
  }, [resource, text]);
  useEffect(() => {
    const timer = setTimeout(() => void search(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  return { found, search };
}

async function ask(resource: string, text: string): Promise<readonly Found[]> {
  const answer = await request(`/admin/api/resources/${resource}/actions/search/${encodeURIComponent(text)}`, { method: 'GET' });
  return answer.ok ? (answer as unknown as { records: readonly Found[] }).records : [];
}

/** What the record is called that an address names by its id; undefined where that cannot be read. */
export function useNameOf(resource: string, id: string): { title: string | undefined; know: (one: Found) => void } {
  const [known, setKnown] = useState<Found>();
  const isKnown = String(known?.id) === id;
  useEffect(() => {
    if (id === '' || isKnown || resource === '') return;
    const url = `/admin/api/resources/${resource}/records/${encodeURIComponent(id)}/show`;
    void request(url, { method: 'GET' }).then((answer) => {
      const { record } = answer as unknown as { record?: Found };
      if (answer.ok && record && String(record.id) === id) setKnown(record);
    });
  }, [resource, id, isKnown]);
  return { title: isKnown ? known?.title : undefined, know: setKnown };
}
