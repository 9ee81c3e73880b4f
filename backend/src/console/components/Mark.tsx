/** The shop's mark: two steps and a ball. */
export function Mark() {
  return (
    <svg className="mng-mark" viewBox="0 0 28 28" aria-hidden="true">
      <path
        d="M2 8a3 3 0 0 1 3-3h5.5a1.5 1.5 0 0 1 1.5 1.5V12h5.5a1.5 1.5 0 0 1 1.5 1.5V19h5.5A1.5 1.5 0 0 1 26 20.5V23a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3Z"
        fill="var(--mango)"
      />
      <circle cx="16.5" cy="7.5" r="3.5" fill="var(--ink)" />
    </svg>
  );
}
