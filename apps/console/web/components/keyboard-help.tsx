import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';
import { useDesk } from './desk-context.tsx';
import { Dialog } from './dialog.tsx';

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().frame.keys;
  const { catcher, quarantine } = useDesk().desk;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="key-groups">
        {groupsOf(words, catcher, quarantine).map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, meaning]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

interface Group {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
}

function groupsOf(words: Words['frame']['keys'], hasMail: boolean, hasQuarantine: boolean): readonly Group[] {
  const moves = [
    ['j', words.next],
    ['k', words.previous],
  ] as const;
  const mailKeys = hasMail ? ([['g m', words.goMail]] as const) : [];
  return [
    {
      title: words.everywhere,
      keys: [
        ['g q', words.goQueue],
        ...mailKeys,
        ['g h', words.goHealth],
        ['g i', words.goIncidents],
        ...(hasQuarantine ? ([['g u', words.goQuarantine]] as const) : []),
        ['g r', words.goReport],
        ['g s', words.goSettings],
        ['/', words.search],
        ['?', words.show],
        ['Esc', words.back],
      ],
    },
    { title: words.inQueue, keys: [...moves, ['Enter', words.open], ['c', words.claim]] },
    {
      title: words.onCase,
      keys: [
        ['r', words.reply],
        ['n', words.note],
        ['c', words.claim],
        ['p', words.priority],
        ['e', words.escalate],
        ['t', words.tag],
        ['l', words.link],
        ['m', words.merge],
        ['o', words.call],
        ['i', words.incident],
        ['Ctrl Enter', words.send],
      ],
    },
    ...(hasMail ? [{ title: words.inMail, keys: [...moves, ['w', words.write] as const] }] : []),
  ];
}
