import { type RefObject, useEffect, useRef, useState } from 'react';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes files that are dropped anywhere on the page: beside the field the browser would open them and leave the form.
 * Gives whether some are being held over it.
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useLatest(onFiles);
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Null: the pointer has left the window, not only one element for another.
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    return listen(window, { dragover: hover, dragleave: leave, drop });
  }, [latest]);
  return over;
}

/**
 * Rows that are dragged to another place. Each row says where it stands by `data-index`.
 * Gives the place that is being dragged over.
 */
export function useReorder(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void): number | null {
  const [over, setOver] = useState<number | null>(null);
  const latest = useLatest(onMove);
  useEffect(() => {
    if (!list.current) return undefined;
    let from: number | null = null;
    const start = (event: DragEvent) => (from = placeOf(event));
    const hover = (event: DragEvent) => {
      if (from === null) return;
      event.preventDefault();
      setOver(placeOf(event));
    };
    const drop = (event: DragEvent) => {
      const to = placeOf(event);
      if (from !== null && to !== null) latest.current(from, to);
    };
    const end = () => {
      from = null;
      setOver(null);
    };
    return listen(list.current, { dragstart: start, dragover: hover, drop, dragend: end });
  }, [list, latest]);
  return over;
}

function placeOf({ target }: DragEvent): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row ? Number(row.dataset['index']) : null;
}

function listen(on: Window | HTMLElement, listeners: Readonly<Record<string, (event: DragEvent) => unknown>>): () => void {
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of all) on.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of all) on.removeEventListener(name, listener);
  };
}

function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
