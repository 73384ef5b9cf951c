import { useState } from 'react';

import type { CaseJson, LedgerJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { lanesOf } from '../../time/lanes.ts';
import { formatIsoDuration } from '../../time/words.ts';
import { useWords } from '../../words/use-words.ts';
import { Replay } from './replay.tsx';
import { WhatIf } from './what-if.tsx';

/** One sentence for each clock's current cycle, and the sum behind it for whoever asks further. */
export function WhyDue({ data }: { readonly data: CaseJson }) {
  const words = useWords().case.why;
  const [all, setAll] = useState(false);
  const lanes = lanesOf(data).filter((lane) => lane.ledgers.length > 0);
  const running = lanes.filter((lane) => lane.current.stoppedAt === undefined);
  const shown = all || running.length === 0 ? lanes : running;
  const ledgers = shown.flatMap((lane) => lane.ledgers.toSorted((a, b) => a.cycle - b.cycle).slice(-1));
  const labels = new Map(lanes.map((lane) => [lane.clock, lane.current.label]));
  return (
    <section className="why" aria-labelledby="why-title">
      <header>
        <h2 id="why-title">{words.title}</h2>
        {shown.length < lanes.length && (
          <button type="button" className="text-button" onClick={() => setAll(true)}>
            {words.ended}
          </button>
        )}
      </header>
      {ledgers.map((ledger) => (
        <details key={ledger.clock}>
          <summary>
            <Icon name="chevron" />
            <span>
              <b>{labels.get(ledger.clock)}</b> {ledger.sentence}
              {ledger.clause && !ledger.sentence.includes(ledger.clause) && (
                <span className="clause">{ledger.clause}</span>
              )}
            </span>
          </summary>
          <LedgerTable ledger={ledger} />
        </details>
      ))}
      <WhatIf data={data} />
      <Replay data={data} />
    </section>
  );
}

function LedgerTable({ ledger }: { readonly ledger: LedgerJson }) {
  const words = useWords().case.why;
  return (
    <div className="ledger">
      <table>
        <caption className="visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.what}</th>
            <th scope="col" className="figure">
              {words.counted}
            </th>
          </tr>
        </thead>
        <tbody>
          {ledger.rows.map((row) => (
            <tr key={row.from} data-kind={row.kind}>
              <td>
                <Instant at={row.from} />
              </td>
              <td>
                <Instant at={row.to} />
              </td>
              <td>
                {words.kinds[row.kind]}
                {row.name && <span className="quiet">, {row.name}</span>}
              </td>
              <td className="figure">{row.kind === 'counted' ? formatIsoDuration(row.time) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{words.rule(ledger.rule)}</p>
    </div>
  );
}
