import type { ComponentType } from 'react';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Failed } from './Loaded.js';

interface State {
  notices: readonly { id: string; message: string }[];
}

const unreadIn = ({ notices }: State): string => notices.findLast(({ message }) => message === 'errorFetchingRecord')?.id ?? '';

/** AdminJS reads a record before it draws any page of it. Where that fails it says that the page does not exist; here it is asked again. */
export function RecordRoute({ OriginalComponent: Route }: { OriginalComponent: ComponentType }) {
  const { pathname } = useLocation();
  const unread = window.ReactRedux.useSelector(unreadIn);
  const [{ known, failed, tries }, setState] = useState({ known: unread, failed: '', tries: 0 });
  // A notice that was not there at the last drawing: the page that is open now was not read.
  if (unread !== known) setState({ known: unread, failed: unread === '' ? failed : pathname, tries });
  const retry = () => setState({ known, failed: '', tries: tries + 1 });
  if (failed === pathname)
    return <Failed reason="인터넷 연결을 확인하고 다시 불러와 주세요. 지워진 것이면 목록에서 다시 골라 주세요." retry={retry} />;
  return <Route key={tries} />;
}
