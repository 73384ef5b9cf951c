import { problemText } from '../api/client.ts';
import { useHandover } from '../api/practice-queries.ts';
import { Instant } from '../components/instant.tsx';
import { PlainText } from '../components/plain-text.tsx';
import { useTitle } from '../components/use-title.ts';
import { useKeys } from '../keyboard.ts';
import { goBack, Link } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { inWords } from '../words/words.ts';

/** One page for the tier that gets a case. */
export function HandoverPage({ number }: { readonly number: string }) {
  const { frame, practice } = useWords();
  const words = practice.handover;
  const home = `/cases/${encodeURIComponent(number)}`;
  const { data, error } = useHandover(number);
  useTitle(words.title(number));
  useKeys({ escape: () => goBack(home) });
  return (
    <div className="page narrow" aria-busy={!data && !error}>
      <header className="page-head">
        <h1>{words.title(number)}</h1>
        <Link className="button" href={home}>
          {words.back}
        </Link>
      </header>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data && (
        <>
          <section className="panel">
            <h2>{data.subject || frame.noSubject}</h2>
            <p>
              {[data.requester, data.organisation, data.priority, inWords(data.tier)].filter(Boolean).join(' · ')}{' '}
              <Instant at={data.openedAt} />
            </p>
            {data.handedOver && (
              <p>
                <b>{words.by}</b> <Instant at={data.handedOver.at} /> {data.handedOver.reason}
              </p>
            )}
          </section>
          {data.fields.map(({ field, given, proposed }) => (
            <section className="panel" key={field}>
              <h2>{inWords(field)}</h2>
              <p className="quiet">{given ? words.given : proposed ? words.proposed : words.lacking}</p>
              {(given ?? proposed) && <PlainText text={given ?? proposed ?? ''} quoteFrom={undefined} />}
            </section>
          ))}
          <section className="panel">
            <h2>{words.promises}</h2>
            <ul className="plain-list">
              {data.promises.map((promise) => (
                <li key={`${promise.clock} ${promise.cycle}`} className="fact-row">
                  <b>{promise.label}</b>
                  <span>
                    {promise.status}
                    {promise.dueAt && (
                      <>
                        {' '}
                        <Instant at={promise.dueAt} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section className="panel">
            <h2>{words.words}</h2>
            {data.words.map(({ at, text }) => (
              <div key={at}>
                <Instant at={at} />
                <PlainText text={text} quoteFrom={undefined} />
              </div>
            ))}
          </section>
        </>
      )}
    </div>
  );
}
