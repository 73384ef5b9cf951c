import { useDesk } from './desk-context.tsx';
import { Dialog } from './dialog.tsx';

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['g q', 'Go to the queue'],
      ['g m', 'Go to mail'],
      ['g h', 'Go to desk health'],
      ['/', 'Search'],
      ['?', 'Show these keys'],
      ['Esc', 'Close, or go back'],
    ],
  },
  {
    title: 'In the queue',
    keys: [
      ['j', 'Next case'],
      ['k', 'Previous case'],
      ['Enter', 'Open the case'],
      ['c', 'Claim it'],
    ],
  },
  {
    title: 'On a case',
    keys: [
      ['r', 'Reply'],
      ['n', 'Write a note'],
      ['c', 'Claim'],
      ['p', 'Change priority'],
      ['e', 'Escalate'],
      ['Ctrl Enter', 'Send'],
    ],
  },
  {
    title: 'In mail',
    keys: [
      ['j', 'Next mail'],
      ['k', 'Previous mail'],
      ['w', 'Write as a customer'],
    ],
  },
];

export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const { catcher } = useDesk().desk;
  const groups = GROUPS.filter((group) => catcher || group.title !== 'In mail');
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, words]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
