import type { ReactNode } from 'react';

import type { AttainmentRowJson, PercentilesJson, ReportJson } from '../../../src/api/machine-contract.ts';
import { usePlace } from '../../components/desk-context.tsx';
import { formatIsoDuration } from '../../time/words.ts';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';
import { usePercent } from './use-percent.ts';

/** What stands behind the figures, a table each. */
export function ReportTables({ report }: { readonly report: ReportJson }) {
  const words = useWords().desk.report;
  const month = useMonth();
  const { attainment, byClause, byMonth, percentiles, trends, clockNames } = report;
  const clauses = byClause.rows.filter(({ clause }) => clause !== undefined);
  return (
    <>
      {attainment.rows.length > 0 && (
        <Sheet title={words.byPromise}>
          <AttainmentTable rows={attainment.rows} names={[words.promise, words.priority]}>
            {(row) => [
              <Named key="c" name={clockNames[row.clock ?? ''] ?? ''} kind={row.kind} />,
              inWords(row.priority ?? ''),
            ]}
          </AttainmentTable>
        </Sheet>
      )}
      <div className="sheets">
        {clauses.length > 0 && (
          <Sheet title={words.byClause}>
            <AttainmentTable rows={clauses} names={[words.clause]}>
              {(row) => [<Named key="c" name={row.clause ?? ''} kind={row.kind} />]}
            </AttainmentTable>
          </Sheet>
        )}
        {byMonth.rows.length > 0 && (
          <Sheet title={words.byMonth}>
            <AttainmentTable rows={byMonth.rows} names={[words.month]}>
              {(row) => [<Named key="m" name={month(row.month ?? '')} kind={row.kind} />]}
            </AttainmentTable>
          </Sheet>
        )}
      </div>
      {percentiles.length > 0 && (
        <Sheet title={words.howLong} note={words.howLongText}>
          <PercentilesTable rows={percentiles} names={clockNames} />
        </Sheet>
      )}
      <div className="sheets">
        <OpenSheet open={report.open} />
        {trends.rows.length > 0 && <CausesSheet trends={trends} />}
      </div>
    </>
  );
}

interface SheetProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Sheet({ title, note, children }: SheetProps) {
  return (
    <section className="panel">
      <h2>{title}</h2>
      {note && <p className="quiet">{note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="sheet" aria-label={title} tabIndex={0}>
        {children}
      </section>
    </section>
  );
}

function Named({ name, kind }: { readonly name: string; readonly kind: 'commitment' | 'objective' }) {
  const { objective } = useWords().desk.report;
  return (
    <>
      {name}
      {kind === 'objective' && <small>{objective}</small>}
    </>
  );
}

interface AttainmentTableProps {
  readonly rows: readonly AttainmentRowJson[];
  readonly names: readonly string[];
  readonly children: (row: AttainmentRowJson) => readonly ReactNode[];
}

function AttainmentTable({ rows, names, children }: AttainmentTableProps) {
  const words = useWords().desk.report;
  const percent = usePercent();
  return (
    <table>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">{words.kept}</th>
          <th scope="col" className="figure">
            {words.ofAll}
          </th>
          <th scope="col" className="figure">
            {words.overdue}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const [first, ...rest] = children(row);
          const key = [row.kind, row.clock, row.priority, row.clause, row.month].join(' ');
          return (
            <tr key={key}>
              <th scope="row">{first}</th>
              {rest.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
                <td key={index}>{cell}</td>
              ))}
              <td>
                {row.attainment === undefined ? (
                  '–'
                ) : (
                  <span className="share">
                    <meter className="share-bar" min={0} max={1} value={row.attainment}>
                      {percent(row.attainment)}
                    </meter>
                    {percent(row.attainment)}
                  </span>
                )}
              </td>
              <td className="figure">{row.finished === 0 ? '–' : words.ofFinished(row.met, row.finished)}</td>
              <td className="figure">{row.overdue || '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface PercentilesTableProps {
  readonly rows: readonly PercentilesJson[];
  readonly names: Readonly<Record<string, string>>;
}

function PercentilesTable({ rows, names }: PercentilesTableProps) {
  const words = useWords().desk.report;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.promise}</th>
          <th scope="col">{words.priority}</th>
          {[words.half, words.most, words.nearlyAll, words.longest, words.count].map((name) => (
            <th key={name} scope="col" className="figure">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={[row.kind, row.clock, row.priority].join(' ')}>
            <th scope="row">
              <Named name={names[row.clock ?? ''] ?? ''} kind={row.kind} />
            </th>
            <td>{inWords(row.priority ?? '')}</td>
            {[row.p50, row.p90, row.p99, row.longest].map((length, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
              <td key={index} className="figure">
                {formatIsoDuration(toMinutes(length))}
              </td>
            ))}
            <td className="figure">{row.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Seconds say nothing beside hours. */
function toMinutes(duration: string): string {
  return /[HM]/.test(duration.slice(2)) ? duration.replace(/\d+(?:\.\d+)?S$/, '') : duration.replace(/\.\d+S/, 'S');
}

function OpenSheet({ open }: { readonly open: ReportJson['open'] }) {
  const words = useWords().desk.report;
  const { commitments, objectives } = open;
  const bands = commitments.soon.map(({ within, count }, index) => ({
    name: words.within(formatIsoDuration(within)),
    counts: [count, objectives.soon[index]?.count ?? 0],
  }));
  const rows = [
    { name: words.overdueBand, counts: [commitments.overdue, objectives.overdue] },
    ...bands,
    { name: words.later, counts: [commitments.later, objectives.later] },
    { name: words.paused, counts: [commitments.paused, objectives.paused] },
  ];
  return (
    <Sheet title={words.open}>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col" className="figure">
              {words.ofCommitments}
            </th>
            <th scope="col" className="figure">
              {words.ofObjectives}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, counts }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {counts.map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
                <td key={index} className="figure">
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function CausesSheet({ trends }: { readonly trends: ReportJson['trends'] }) {
  const words = useWords().desk.report;
  const month = useMonth();
  return (
    <Sheet title={words.causes}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.cause}</th>
            {trends.months.map((each) => (
              <th key={each} scope="col" className="figure">
                {month(each)}
              </th>
            ))}
            <th scope="col" className="figure">
              {words.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {trends.rows.map(({ cause, byMonth, total }) => (
            <tr key={cause ?? ''}>
              <th scope="row">{cause ?? words.noCause}</th>
              {byMonth.map((count, index) => (
                <td key={trends.months[index]} className="figure">
                  {count || '–'}
                </td>
              ))}
              <td className="figure">{total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

/** "Nov 2026" of `2026-11`. */
function useMonth(): (month: string) => string {
  const { locale } = usePlace();
  const format = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return (month) => format.format(Date.parse(`${month}-01T00:00:00Z`));
}
