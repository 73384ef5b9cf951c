/** The product's mark: a clock whose hands are a kept promise, and the stretch that is left in amber. */
export function BrandMark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg className="brand-mark" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="15" fill="#1b1d2a" />
      <g fill="none" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M32 12.5A19.5 19.5 0 1 0 51.5 32" stroke="#f6f5f1" />
        <path d="M40.6 14.5A19.5 19.5 0 0 1 49.5 23.4" stroke="#f0a92b" />
        <path d="M23.5 32.5 30.5 39.5 43.5 25" stroke="#f6f5f1" />
      </g>
    </svg>
  );
}
