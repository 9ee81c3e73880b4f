interface Props {
  /** What `import x from 'lucide-static/icons/x.svg?shapes'` gives. */
  shapes: string;
  size?: 's' | 'm' | 'l';
}

/** Decoration only: the words beside it, or the control's aria-label, carry the meaning. */
export default function Icon({ shapes, size = 'm' }: Props) {
  return (
    <svg
      className={size === 'm' ? 'icon' : `icon ${size}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: shapes }}
    />
  );
}
