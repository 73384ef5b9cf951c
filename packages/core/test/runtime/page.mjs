import * as core from '@sla/core';
import { compileCalendar } from '@sla/core/calendar';
import * as presets from '@sla/core/presets';

import { answers } from './answers.mjs';

/** A page says what it found out in its body; a worker tells the page that started it. */
if (typeof document === 'undefined') {
  postMessage(answers({ ...core, compileCalendar }, presets));
} else {
  const worker = new Worker('worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => {
    document.body.dataset.answers = JSON.stringify({
      page: answers({ ...core, compileCalendar }, presets),
      worker: data,
    });
  };
}
