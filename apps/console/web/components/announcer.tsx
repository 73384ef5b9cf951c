import { createContext, type ReactNode, use, useCallback, useEffect, useRef, useState } from 'react';

/** Says something to everybody: shown for a moment, and read out. `quietly` is read out only. */
type Announce = (text: string, how?: 'quietly') => void;

const AnnounceContext = createContext<Announce>(() => undefined);

const SHOWN_FOR = 4500;

export function useAnnounce(): Announce {
  return use(AnnounceContext);
}

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState('');
  const [shown, setShown] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useCallback((text: string, how?: 'quietly') => {
    setSpoken(text);
    if (how === 'quietly') return;
    setShown(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(undefined), SHOWN_FOR);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      {shown !== undefined && (
        <div className="toast" aria-hidden="true">
          {shown}
        </div>
      )}
    </AnnounceContext>
  );
}
