import { useWords } from '../words/use-words.ts';

interface AvatarProps {
  readonly name?: string | undefined;
}

/** Who holds a case, by initials; an open ring says nobody does. */
export function Avatar({ name }: AvatarProps) {
  const { unassigned } = useWords().frame;
  if (name === undefined) {
    return (
      <span className="avatar nobody" title={unassigned}>
        <span className="visually-hidden">{unassigned}</span>
      </span>
    );
  }
  return (
    <span className="avatar" title={name}>
      <span aria-hidden="true">{initials(name)}</span>
      <span className="visually-hidden">{name}</span>
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
