import type { CardJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { inWords } from '../../components/state-words.ts';

interface AlertBarProps {
  readonly card: CardJson;
  readonly busy: boolean;
  readonly onTake: (step: string) => void;
}

/** Alerts of the ladder that nobody has taken yet. */
export function AlertBar({ card, busy, onTake }: AlertBarProps) {
  return card.openAlerts.map((alert) => (
    <div key={`${alert.step} ${alert.to}`} className="alert-bar">
      <Icon name="bell" />
      <p>
        <b>{inWords(alert.step)}</b>: {inWords(alert.to)} was alerted <Instant at={alert.at} relative />. Nobody has
        taken it.
      </p>
      <button type="button" className="button" disabled={busy} onClick={() => onTake(alert.step)}>
        Take it
      </button>
    </div>
  ));
}
