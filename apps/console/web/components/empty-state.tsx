import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <svg viewBox="0 0 64 64" width="56" height="56" aria-hidden="true" focusable="false">
        <circle cx="32" cy="32" r="22" />
        <path d="M32 19v13l8 6" />
      </svg>
      <h2>{title}</h2>
      <div className="empty-words">{children}</div>
    </div>
  );
}
