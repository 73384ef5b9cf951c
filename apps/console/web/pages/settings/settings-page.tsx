import { problemText } from '../../api/client.ts';
import { useSettings } from '../../api/desk-queries.ts';
import { Avatar } from '../../components/avatar.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { AuditPanel } from '../../components/on-call-panel.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useWords } from '../../words/use-words.ts';
import { KeysPanel } from './keys-panel.tsx';
import { PolicyPanel } from './policy-panel.tsx';

/** Who works here, what is promised, which programs are let in, and who changed it. */
export function SettingsPage() {
  const { frame, desk } = useWords();
  const words = desk.settings;
  const { agent, desk: about } = useDesk();
  const { data, error, isPending } = useSettings();
  useTitle(words.page);
  return (
    <div className="page narrow" aria-busy={isPending}>
      <header className="page-head">
        <h1>{words.page}</h1>
        <div className="head-links">
          <a className="button" href="/link/accounts">
            {words.accounts}
          </a>
          {about.portal && (
            <a className="button" href="/portal">
              {words.portal}
            </a>
          )}
        </div>
      </header>
      <p className="page-lead">{words.lead}</p>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data?.policies.map((policy) => (
        <PolicyPanel key={policy.id} policy={policy} />
      ))}
      {agent.role === 'admin' && about.portal && <KeysPanel agents={data?.agents ?? []} />}
      {data && (
        <>
          <section className="panel" aria-labelledby="people">
            <h2 id="people">{words.people}</h2>
            <ul className="plain-list">
              {data.agents.map(({ id, name, email, role, teams, timeZone }) => (
                <li key={id} className="fact-row">
                  <span className="person">
                    <Avatar name={name} />
                    <span>
                      <b>{name}</b>
                      <small>{email}</small>
                    </span>
                  </span>
                  <span>
                    {frame.roles[role] ?? role}
                    <small>
                      {[...teams.map((team) => data.teams.find((each) => each.id === team)?.name ?? team), timeZone]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section className="panel" aria-labelledby="organisations">
            <h2 id="organisations">{words.organisations}</h2>
            {data.organisations.length === 0 && <p className="quiet">{words.noOrganisations}</p>}
            <ul className="plain-list">
              {data.organisations.map(({ id, name, domains, policy, timeZone }) => (
                <li key={id} className="fact-row">
                  <b>{name}</b>
                  <span>
                    {domains.join(', ')}
                    <small>{[policy, timeZone].filter(Boolean).join(' · ')}</small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      <AuditPanel />
    </div>
  );
}
