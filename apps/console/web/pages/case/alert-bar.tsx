import type { CardJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';

interface AlertBarProps {
  readonly card: CardJson;
  readonly busy: boolean;
  readonly onTake: (step: string) => void;
}

/** Alerts of the ladder that nobody has taken yet. */
export function AlertBar({ card, busy, onTake }: AlertBarProps) {
  const words = useWords().case;
  return card.openAlerts.map((alert) => {
    const said = words.alert(inWords(alert.step), inWords(alert.to));
    return (
      <div key={`${alert.step} ${alert.to}`} className="alert-bar">
        <Icon name="bell" />
        <p>
          <b>{said.step}</b> {said.before} <Instant at={alert.at} relative />
          {said.after}
        </p>
        <button type="button" className="button" disabled={busy} onClick={() => onTake(alert.step)}>
          {words.take}
        </button>
      </div>
    );
  });
}
