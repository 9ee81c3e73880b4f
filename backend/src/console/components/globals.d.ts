import type { ReduxState } from 'adminjs';
import type * as SheetJs from 'xlsx';

declare global {
  interface Window {
    REDUX_STATE: ReduxState;
    /** SheetJS, from its own script. */
    XLSX: typeof SheetJs;
    /** AdminJS's own copy: its store is read by it. */
    ReactRedux: { useSelector: <T>(select: (state: never) => T) => T };
    AdminJS: { UserComponents: Record<string, unknown> };
  }
}
