import type { ComponentType } from 'react';
import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { useLocation } from 'react-router-dom';
import { Failed } from './Loaded.js';

interface State {
  notices: readonly { id: string; message: string; type?: string }[];
}

/** AdminJS reads a record before it draws any page of it. Where that fails it says that the page does not exist; here it is asked again. */
export function RecordRoute({ OriginalComponent: Route }: { OriginalComponent: ComponentType }) {
  const { pathname } = useLocation();
  const notices = useSelector<State, State['notices']>((state) => state.notices);
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState('');
  const unread = notices.findLast(({ message }) => message === 'errorFetchingRecord')?.id ?? '';
  const [seen, setSeen] = useState(unread);
  useEffect(() => {
    if (unread === '' || unread === seen) return;
    setSeen(unread);
    setFailed(pathname);
  }, [unread, seen, pathname]);
  const retry = () => {
    setFailed('');
    setTries(tries + 1);
  };
  if (failed === pathname)
    return <Failed reason="인터넷 연결을 확인하고 다시 불러와 주세요. 지워진 것이면 목록에서 다시 골라 주세요." retry={retry} />;
  return <Route key={tries} />;
}
