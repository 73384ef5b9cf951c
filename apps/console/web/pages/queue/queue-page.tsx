import { useState } from 'react';

import { problemText } from '../../api/client.ts';
import { QUEUE_LIMIT, usePreview, useQueue, type View } from '../../api/queries.ts';
import { useTitle } from '../../components/use-title.ts';
import { useParameter } from '../../router.tsx';
import { keep, kept } from '../../storage.ts';
import { ZOOMS, type Zoom } from '../../time/zoom.ts';
import { AxisHead, ZoomChoice } from './axis.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import { EndedHead } from './ended-axis.tsx';
import { QueueList } from './queue-list.tsx';
import { SearchBox } from './search-box.tsx';
import { SummarySentence } from './summary-sentence.tsx';
import { useQueueNews } from './use-queue-news.ts';
import { isView, VIEWS, ViewTabs } from './view-tabs.tsx';

/** All that is owed, the next breach first. */
export function QueuePage() {
  const [viewName] = useParameter('view');
  const [text = '', setText] = useParameter('q');
  const [zoom, setZoom] = useZoom();
  const view: View = isView(viewName) ? viewName : 'open';
  const queue = useQueue(view, text);
  const preview = usePreview();
  useTitle(titleOf(view, queue.data?.summary.missed));
  useQueueNews(queue.isPlaceholderData ? undefined : queue.data, `${view} ${text}`);
  return (
    <div className="page queue" aria-busy={queue.isPending}>
      <header className="queue-head">
        <div className="page-title">
          <h1>{VIEWS[view]}</h1>
          {queue.data && <SummarySentence summary={queue.data.summary} />}
        </div>
        <SearchBox text={text} onChange={setText} />
        <ViewTabs view={view} text={text} />
        {view !== 'resolved' && <ZoomChoice zoom={zoom} onChange={setZoom} />}
      </header>
      {queue.error && !queue.data && (
        <p className="problem" role="alert">
          {problemText(queue.error)}
        </p>
      )}
      {queue.data && queue.data.cases.length === 0 && <EmptyQueue view={view} text={text} />}
      {queue.data && queue.data.cases.length > 0 && (
        <div className="rows-frame" data-stale={queue.isPlaceholderData} data-view={view}>
          <div className="rows-head">{view === 'resolved' ? <EndedHead /> : <AxisHead zoom={zoom} />}</div>
          <QueueList cases={queue.data.cases} zoom={view === 'resolved' ? 'ended' : zoom} onPreview={preview} />
          {queue.data.total > queue.data.cases.length && (
            <p className="quiet rows-foot">
              The first {QUEUE_LIMIT} of {queue.data.total}. Search to find others.
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function useZoom(): readonly [Zoom, (zoom: Zoom) => void] {
  const [zoom, setZoom] = useState<Zoom>(() => ZOOMS.find((each) => each === kept('sla-zoom')) ?? 'day');
  const change = (next: Zoom) => {
    keep('sla-zoom', next);
    setZoom(next);
  };
  return [zoom, change];
}

function titleOf(view: View, missed: number | undefined): string {
  return missed ? `(${missed} missed) ${VIEWS[view]}` : VIEWS[view];
}
