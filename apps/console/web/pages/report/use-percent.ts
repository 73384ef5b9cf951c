import { usePlace } from '../../components/desk-context.tsx';

/** "97.4 %" in the reader's manner; what is not all is never rounded up to it. */
export function usePercent(): (share: number, digits?: number) => string {
  const { locale } = usePlace();
  return (share, digits = 1) => {
    const scale = 10 ** (digits + 2);
    const shown = share < 1 ? Math.min(Math.round(share * scale), scale - 1) / scale : share;
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(shown);
  };
}
