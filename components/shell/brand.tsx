/** The product's mark; the same drawing as app/icon.svg. */
export function BrandMark({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <path
        d="M16 5.5 26.5 16 16 26.5 5.5 16Z"
        className="stroke-primary-foreground"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      <path d="M16 11.2 20.8 16 16 20.8 11.2 16Z" className="fill-primary-foreground" />
    </svg>
  );
}
