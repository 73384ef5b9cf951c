import { problemText } from '../../api/client.ts';
import { useReport } from '../../api/desk-queries.ts';
import { usePlace } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useParameter } from '../../router.tsx';
import { useNow } from '../../time/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { dayOf, lastDays, lastMonth, type Period, thisMonth } from './periods.ts';
import { ReportFigures } from './report-figures.tsx';
import { ReportTables } from './report-tables.tsx';

/** What was kept of what was promised. */
export function ReportPage() {
  const { frame, desk } = useWords();
  const words = desk.report;
  const today = dayOf(useNow(60_000), usePlace());
  const [from = thisMonth(today).from, setFrom] = useParameter('from');
  const [to = today, setTo] = useParameter('to');
  const { data, error, isFetching } = useReport(from, to);
  useTitle(words.page);
  const choose = (period: Period) => {
    setFrom(period.from);
    setTo(period.to);
  };
  const isEmpty = data && data.attainment.rows.length === 0 && data.percentiles.length === 0;
  return (
    <div className="page report" aria-busy={isFetching}>
      <header className="page-head">
        <h1>{words.page}</h1>
      </header>
      <fieldset className="period">
        <legend className="visually-hidden">{words.page}</legend>
        <label>
          {words.from} <input type="date" value={from} max={to} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {words.to} <input type="date" value={to} min={from} onChange={(event) => setTo(event.target.value)} />
        </label>
        <span className="period-choices">
          <PeriodButton name={words.thisMonth} period={thisMonth(today)} chosen={{ from, to }} onChoose={choose} />
          <PeriodButton name={words.lastMonth} period={lastMonth(today)} chosen={{ from, to }} onChoose={choose} />
          <PeriodButton name={words.quarter} period={lastDays(today, 90)} chosen={{ from, to }} onChoose={choose} />
        </span>
      </fieldset>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data && <ReportFigures report={data} />}
      {isEmpty && (
        <EmptyState title={words.none}>
          <p>{words.noneText}</p>
        </EmptyState>
      )}
      {data && <ReportTables report={data} />}
    </div>
  );
}

interface PeriodButtonProps {
  readonly name: string;
  readonly period: Period;
  readonly chosen: Period;
  readonly onChoose: (period: Period) => void;
}

function PeriodButton({ name, period, chosen, onChoose }: PeriodButtonProps) {
  const isChosen = period.from === chosen.from && period.to === chosen.to;
  return (
    <button type="button" className="button" aria-pressed={isChosen} onClick={() => onChoose(period)}>
      {name}
    </button>
  );
}
