import { useState } from 'react';

import { problemText } from '../../api/client.ts';
import { QUEUE_LIMIT, usePreview, useQueue, type View } from '../../api/queries.ts';
import { useTitle } from '../../components/use-title.ts';
import { useParameter } from '../../router.tsx';
import { keep, kept } from '../../storage.ts';
import { ZOOMS, type Zoom } from '../../time/zoom.ts';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';
import { AxisHead, ZoomChoice } from './axis.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import { EndedHead } from './ended-axis.tsx';
import { QueueList } from './queue-list.tsx';
import { SearchBox } from './search-box.tsx';
import { SummarySentence } from './summary-sentence.tsx';
import { useQueueNews } from './use-queue-news.ts';
import { isView, ViewTabs } from './view-tabs.tsx';

/** All that is owed, the next breach first. */
export function QueuePage() {
  const [viewName] = useParameter('view');
  const [text = '', setText] = useParameter('q');
  const [zoom, setZoom] = useZoom();
  const view: View = isView(viewName) ? viewName : 'open';
  const queue = useQueue(view, text);
  const preview = usePreview();
  const words = useWords();
  useTitle(titleOf(view, queue.data?.summary.missed ?? 0, words.queue));
  useQueueNews(queue.isPlaceholderData ? undefined : queue.data, `${view} ${text}`);
  return (
    <div className="page queue" aria-busy={queue.isPending}>
      <header className="queue-head">
        <div className="page-title">
          <h1>{words.queue.titles[view]}</h1>
          {queue.data && <SummarySentence summary={queue.data.summary} />}
        </div>
        <SearchBox text={text} onChange={setText} />
        <ViewTabs view={view} text={text} />
        {view !== 'resolved' && <ZoomChoice zoom={zoom} onChange={setZoom} />}
      </header>
      {queue.error && !queue.data && (
        <p className="problem" role="alert">
          {problemText(queue.error, words.frame)}
        </p>
      )}
      {queue.data && queue.data.cases.length === 0 && <EmptyQueue view={view} text={text} />}
      {queue.data && queue.data.cases.length > 0 && (
        <div className="rows-frame" data-stale={queue.isPlaceholderData} data-view={view}>
          <div className="rows-head">{view === 'resolved' ? <EndedHead /> : <AxisHead zoom={zoom} />}</div>
          <QueueList cases={queue.data.cases} zoom={view === 'resolved' ? 'ended' : zoom} onPreview={preview} />
          {queue.data.total > queue.data.cases.length && (
            <p className="quiet rows-foot">{words.queue.firstOf(QUEUE_LIMIT, queue.data.total)}</p>
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

function titleOf(view: View, missed: number, words: Words['queue']): string {
  return missed > 0 ? `${words.missedInTab(missed)} ${words.titles[view]}` : words.titles[view];
}
