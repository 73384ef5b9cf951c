const PATHS = {
  queue: 'M2.5 4h7M2.5 8h11M2.5 12h5',
  shield: 'M8 2 3 4v3.5c0 3.2 2.2 5.3 5 6.5 2.8-1.2 5-3.3 5-6.5V4z',
  report: 'M2.5 13.5h11M4 11V7.5M8 11V3.5M12 11V6',
  settings: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M8.5 3v3M7.5 10v3M4.5 10v3',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  mail: 'M2.5 4.5h11v7.5h-11zM2.5 5l5.5 4 5.5-4',
  health: 'M1.5 8.5h3l1.7-4.5 3.2 8 1.8-3.5h3.3',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  help: 'M6 6a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1v.4M8 11.6v.1M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  clip: 'M12.5 7 7.8 11.7a2.6 2.6 0 0 1-3.7-3.7l5-5a1.7 1.7 0 0 1 2.5 2.5L6.8 10.2a.9.9 0 0 1-1.2-1.2L9.8 4.8',
  lock: 'M4 7.5h8v5.5H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  bell: 'M8 2.5a3.5 3.5 0 0 0-3.5 3.5c0 3-1.5 4.5-1.5 4.5h10S11.5 9 11.5 6A3.5 3.5 0 0 0 8 2.5zM6.8 13h2.4',
  reply: 'M6.5 4 2.5 8l4 4M3 8h6.5a4 4 0 0 1 4 4v.5',
  write: 'M10.5 3 13 5.5 5.8 12.7l-3 .5.5-3zM9 4.5 11.5 7',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  again: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.7h-2.7',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside words, never instead of them. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
