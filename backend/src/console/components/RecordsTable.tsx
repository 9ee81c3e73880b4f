import type { RecordsTableProps } from 'adminjs';
import { type ComponentType, useEffect, useRef } from 'react';

/** AdminJS's table. Its tick boxes have no names; here they get them. */
export function RecordsTable({ OriginalComponent, ...props }: RecordsTableProps & { OriginalComponent: ComponentType<RecordsTableProps> }) {
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const name = (selector: string, label: (index: number) => string) =>
      table.current?.querySelectorAll(selector).forEach((box, index) => box.setAttribute('aria-label', label(index)));
    name('thead input[type=checkbox]', () => '이 쪽 모두 고르기');
    name('tbody input[type=checkbox]', (index) => `${props.records[index]?.title ?? ''} 고르기`);
    // A row opens its record on a click on anything that does not call itself a link or a button, and so on the space key here.
    const boxes = table.current?.querySelectorAll('tbody input[type=checkbox]') ?? [];
    for (const box of boxes) Object.defineProperty(box, 'tagName', { value: 'BUTTON', configurable: true });
  });
  return (
    <div ref={table}>
      <OriginalComponent {...props} />
    </div>
  );
}
