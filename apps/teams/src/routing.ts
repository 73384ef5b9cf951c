import type { CaseRecord } from '@sla/case-store';
import type { TeamsChannelRule } from '@sla/config';
import type { ChatCard } from '@sla/desk';

import type { TeamsOptions } from './config.ts';

type Rules = Pick<TeamsOptions, 'channels'>;
type Guarded = Pick<ChatCard, 'restricted'>;

/** The channels that may show a case, best first: whose team and priorities fit, and whose members may read it. The others stand in. */
export function channelsOf(
  record: Pick<CaseRecord, 'team' | 'priority'>,
  card: Guarded,
  { channels }: Rules,
): readonly TeamsChannelRule[] {
  return channels.filter(
    ({ intake, restricted, team, priorities }) =>
      !intake &&
      (!card.restricted || restricted) &&
      (team === undefined || team === record.team) &&
      (priorities === undefined || priorities.includes(record.priority)),
  );
}

/** Whether a case may be shown where several people read: a restricted one only in channels that the settings name for such cases. */
export function mayShowIn(conversationId: string, card: Guarded, { channels }: Rules): boolean {
  return !card.restricted || channels.some(({ id, restricted }) => id === conversationId && restricted);
}
