import type { CaseJson } from '../../../../src/api/contract.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { CallDialog } from './call-dialog.tsx';
import { DeferDialog } from './defer-dialog.tsx';
import { DelayDialog } from './delay-dialog.tsx';
import { EscalateDialog } from './escalate-dialog.tsx';
import { IncidentDialog } from './incident-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { NoReplyDialog } from './no-reply-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { PriorityDialog } from './priority-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { TagDialog } from './tag-dialog.tsx';

/** Commands that ask for something first. */
export type Question =
  | 'prioritise'
  | 'assign'
  | 'escalate'
  | 'pause'
  | 'resolve'
  | 'no-reply-needed'
  | 'merge'
  | 'link'
  | 'tag'
  | 'call'
  | 'incident'
  | 'delay'
  | 'defer';

export interface CaseDialogProps {
  readonly data: CaseJson;
  readonly onClose: () => void;
}

export function CaseDialog({ question, ...rest }: CaseDialogProps & { readonly question: Question }) {
  switch (question) {
    case 'prioritise':
      return <PriorityDialog {...rest} />;
    case 'assign':
      return <AssignDialog {...rest} />;
    case 'escalate':
      return <EscalateDialog {...rest} />;
    case 'pause':
      return <PauseDialog {...rest} />;
    case 'resolve':
      return <ResolveDialog {...rest} />;
    case 'no-reply-needed':
      return <NoReplyDialog {...rest} />;
    case 'merge':
      return <MergeDialog {...rest} />;
    case 'link':
      return <LinkDialog {...rest} />;
    case 'tag':
      return <TagDialog {...rest} />;
    case 'call':
      return <CallDialog {...rest} />;
    case 'incident':
      return <IncidentDialog {...rest} />;
    case 'delay':
      return <DelayDialog {...rest} />;
    case 'defer':
      return <DeferDialog {...rest} />;
  }
}
