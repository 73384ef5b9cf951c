import { useState } from 'react';

import type { KeyJson, SettingsJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useKeyCommand, useKeysOfPrograms } from '../../api/desk-queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { useWords } from '../../words/use-words.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';

/** The programs that are let in; for administrators. */
export function KeysPanel({ agents }: { readonly agents: SettingsJson['agents'] }) {
  const { frame, desk } = useWords();
  const words = desk.keys;
  const { data, error } = useKeysOfPrograms(true);
  const [question, setQuestion] = useState<'create' | KeyJson>();
  const close = () => setQuestion(undefined);
  return (
    <section className="panel" aria-labelledby="keys">
      <header className="panel-head">
        <h2 id="keys">{words.title}</h2>
        <button type="button" className="button" onClick={() => setQuestion('create')}>
          {words.create}
        </button>
      </header>
      <p className="quiet">{words.text}</p>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data?.keys.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="plain-list">
        {data?.keys.map((key) => (
          <KeyRow key={key.id} ofProgram={key} onRevoke={() => setQuestion(key)} />
        ))}
      </ul>
      {question === 'create' && (
        <NewKeyDialog agents={agents} organisations={data?.organisations ?? []} onClose={close} />
      )}
      {question !== undefined && question !== 'create' && <RevokeDialog ofProgram={question} onClose={close} />}
    </section>
  );
}

function KeyRow({ ofProgram, onRevoke }: { readonly ofProgram: KeyJson; readonly onRevoke: () => void }) {
  const words = useWords().desk.keys;
  const { name, id, role, agent, organisation, expiresAt, lastUsedAt, state } = ofProgram;
  return (
    <li className="dead-letter" data-state={state}>
      <div>
        <p>
          <b>{name}</b> <code>{id}</code>
        </p>
        <p className="quiet">
          {[words.roles[role]?.title, words.as(agent.name), organisation && words.only(organisation)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="quiet">
          {state === 'valid' ? '' : `${words.states[state]} · `}
          {state === 'valid' && expiresAt && (
            <>
              {words.until} <Instant at={expiresAt} />
              {' · '}
            </>
          )}
          {lastUsedAt ? (
            <>
              {words.lastUsed} <Instant at={lastUsedAt} relative />
            </>
          ) : (
            words.neverUsed
          )}
        </p>
      </div>
      {state === 'valid' && (
        <button type="button" className="button" onClick={onRevoke}>
          <Icon name="cross" />
          {words.revoke}
          <span className="visually-hidden"> {name}</span>
        </button>
      )}
    </li>
  );
}

function RevokeDialog({ ofProgram, onClose }: { readonly ofProgram: KeyJson; readonly onClose: () => void }) {
  const { frame, desk } = useWords();
  const words = desk.keys;
  const command = useKeyCommand();
  const announce = useAnnounce();
  const revoke = () =>
    command.mutate(
      { path: `${encodeURIComponent(ofProgram.id)}/revoke`, body: {} },
      {
        onSuccess: () => {
          announce(words.revoked);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.revokeSure(ofProgram.name)}
      onClose={onClose}
      confirm={words.revoke}
      onConfirm={revoke}
      busy={command.isPending}
      problem={command.error ? problemText(command.error, frame) : undefined}
    >
      <p>{words.revokeText}</p>
    </Dialog>
  );
}
