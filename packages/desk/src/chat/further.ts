import type { CaseState } from '@sla/core';

import { historyOf } from '../case-history.ts';
import type { CaseView } from '../desk.ts';
import type { ButtonAction, FurtherAction } from './chat-actions.ts';

/** What may be done around a case as it stands, what is done most often first. */
export function furtherOf(view: CaseView, hasArticles: boolean): readonly FurtherAction[] {
  const { record, undoable } = view;
  if (record.state === 'merged') return ['unmerge'];
  const inState = byState[record.state] ?? active;
  const isThere = (action: FurtherAction) => {
    if (action === 'incident') return !isInIncident(view);
    if (action === 'inform' || action === 'end-incident' || action === 'leave-incident') return isInIncident(view);
    if (action === 'article') return hasArticles;
    if (action === 'split') return movableIn(view).length > 0;
    return action === 'undo' ? undoable.length > 0 : true;
  };
  return inState.filter(isThere);
}

/** What a card shows of it, so that it stays calm: the rest stands behind “More”. */
export function menuOf(state: CaseState): readonly ButtonAction[] {
  if (state === 'merged') return ['unmerge'];
  return byState[state] === undefined ? ['update', 'log-call', 'delay', 'more'] : ['more'];
}

const active: readonly FurtherAction[] = [
  'update',
  'note',
  'log-call',
  'delay',
  'inform',
  'end-incident',
  'leave-incident',
  'incident',
  'tag',
  'article',
  'link',
  'merge',
  'split',
  'undo',
  'defer',
];

const byState: { readonly [State in CaseState]?: readonly FurtherAction[] } = {
  resolved: ['note', 'log-call', 'tag', 'article', 'link', 'merge', 'split', 'undo', 'leave-incident'],
  deferred: ['note', 'log-call', 'tag', 'article', 'link', 'undo'],
  closed: ['note', 'tag', 'article', 'link', 'undo'],
};

function isInIncident({ incident }: CaseView): boolean {
  return incident !== undefined && incident.endedAt === undefined;
}

/** What requesters wrote after the case was opened: that alone may go to a case of its own. */
export function movableIn({ record, messages, events }: CaseView): CaseView['messages'] {
  const history = historyOf(events);
  const opening = history.last('opened')?.message;
  const standing = new Set(history.events.flatMap(({ message }) => message ?? []));
  return messages.filter(
    ({ id, caseId, direction, automatic, author }) =>
      caseId === record.id &&
      direction === 'in' &&
      id !== opening &&
      !automatic &&
      author.startsWith('requester:') &&
      standing.has(id),
  );
}
