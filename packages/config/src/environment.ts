import type { Fault } from './fault.ts';
import { isRecord, type Path, type Source } from './source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A source with `${NAME}` and `${NAME:-default}` in its texts replaced from the environment; `$${` stands for `${`. A
 * variable that is not set is a fault. What came from the environment, and every password, is never shown in a fault.
 */
export function withEnvironment(source: Source, env: Environment): Source {
  const replaced = new Set<string>();
  const faults: Fault[] = [];
  const isConcealed = (path: Path) => path.some((key) => SECRETS.has(String(key))) || replaced.has(path.join('\n'));
  const faultAt: Source['faultAt'] = (path, code, message) =>
    source.faultAt(path, code, code !== 'missing-key' && isConcealed(path) ? concealed(message) : message);
  const expand = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return value.includes('${') ? expandText(value, path) : value;
    if (Array.isArray(value)) return value.map((each, i) => expand(each, [...path, i]));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expand(each, [...path, key])]));
  };
  const expandText = (text: string, path: Path): string => {
    replaced.add(path.join('\n'));
    return text.replace(VARIABLE, (written, name?: string, usual?: string) => {
      if (written === '$${') return '${';
      const value = name === undefined ? undefined : env[name];
      if (value !== undefined && (value !== '' || usual === undefined)) return value;
      if (name !== undefined && usual !== undefined) return usual;
      faults.push(source.faultAt(path, 'missing-variable', missing(name)));
      return '';
    });
  };
  const value = expand(source.value, []);
  return { ...source, value, faults: [...source.faults, ...faults], faultAt };
}

const VARIABLE = /\$\$\{|\$\{(?:([A-Za-z_]\w*)(?::-([^}]*))?\})?/g;

/** Keys whose values nobody should read in a log, wherever they come from. */
const SECRETS: ReadonlySet<string> = new Set([
  'password',
  'database',
  'clientSecret',
  'botToken',
  'appToken',
  'signingSecret',
  'key',
  'previous',
  'refreshToken',
  'secret',
  'privateKey',
]);

function missing(name: string | undefined): string {
  if (name === undefined)
    return 'a dollar sign and a brace begin no variable here: expected NAME or NAME:-default within braces, or two dollar signs for the text itself';
  return `${name} is not set: expected it in the environment, or a default as in \${${name}:-default}`;
}

/** Only what was expected, which no message has more than once. */
function concealed(message: string): string {
  const expected = message.lastIndexOf('expected ');
  return expected < 0
    ? 'the value (not shown here) does not fit'
    : `the value (not shown here) does not fit: ${message.slice(expected)}`;
}
