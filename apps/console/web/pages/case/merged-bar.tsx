import type { CaseJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Act } from './case-header.tsx';

interface MergedBarProps {
  readonly data: CaseJson;
  readonly busy: boolean;
  readonly onAct: Act;
}

/** Where the work on a merged case goes on, and the way out of the merge. */
export function MergedBar({ data, busy, onAct }: MergedBarProps) {
  const words = useWords().case.related;
  const { mergedInto } = data;
  if (mergedInto === undefined) return undefined;
  return (
    <div className="alert-bar">
      <Icon name="bell" />
      <p>
        {words.mergedInto} <Link href={`/cases/${encodeURIComponent(mergedInto)}`}>{mergedInto}</Link>
      </p>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => onAct('unmerge', {}, words.unmerged(data.card.number))}
      >
        {words.unmerge}
      </button>
    </div>
  );
}
