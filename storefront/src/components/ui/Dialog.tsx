import x from 'lucide-static/icons/x.svg?shapes';
import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import Icon from './Icon';
import { useUid } from '../use-uid';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/**
 * A native modal dialog: a sheet from below on a phone, a card on a desktop. Escape, the cross and the ground outside close it.
 * It stands at the end of the body, so that a form in it is never inside another form.
 */
export default function Dialog({ isOpen, onClose, title, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useUid();
  useEffect(() => {
    const dialog = element.current;
    if (isOpen && !dialog?.open) dialog?.showModal();
    if (!isOpen && dialog?.open) dialog.close();
  }, [isOpen]);
  useEffect(() => {
    const dialog = element.current;
    const closeOutside = (event: MouseEvent) => event.target === dialog && dialog && isOutside(dialog, event) && onClose();
    dialog?.addEventListener('click', closeOutside);
    return () => dialog?.removeEventListener('click', closeOutside);
  }, [onClose]);
  return createPortal(
    <dialog ref={element} className="sheet" aria-labelledby={id} onClose={onClose}>
      <div className="grab" />
      <header>
        <h3 id={id}>{title}</h3>
        <button type="button" className="iconbtn" aria-label="닫기" onClick={onClose}>
          <Icon shapes={x} />
        </button>
      </header>
      {isOpen && children}
    </dialog>,
    document.body,
  );
}

function isOutside(dialog: Element, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
