/** Counts since the start, by what and which; nothing in them names anybody. */
export interface Metrics {
  count(what: Counted, which: string): void;
  read(): readonly { readonly what: Counted; readonly which: string; readonly count: number }[];
  /** Prometheus' text format, version 0.0.4. */
  text(): string;
}

export type Counted = 'received' | 'refused' | 'sent' | 'settled' | 'graph';

export function createMetrics(): Metrics {
  const counts = new Map<string, number>();
  const read = () =>
    [...counts].map(([key, count]) => {
      const [what, which = ''] = key.split(' ');
      return { what: what as Counted, which, count };
    });
  return {
    count: (what, which) => {
      const key = `${what} ${which}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    read,
    text: () =>
      Object.entries(help)
        .flatMap(([what, meaning]) => [
          `# HELP sla_teams_${what}_total ${meaning}`,
          `# TYPE sla_teams_${what}_total counter`,
          ...read()
            .filter((row) => row.what === what)
            .map(({ which, count }) => `sla_teams_${what}_total{kind="${which.replace(/["\\\n]/g, '')}"} ${count}`),
        ])
        .join('\n')
        .concat('\n'),
  };
}

const help: Readonly<Record<Counted, string>> = {
  received: 'Activities taken in, by type.',
  refused: 'Requests turned away at the door, by reason.',
  sent: 'Messages posted and replaced, and calls that Teams throttled or refused.',
  settled: 'Activities of the inbox, by what became of them.',
  graph: 'Change notifications, renewals and reconciliations, by kind.',
};
