/** Counts for those who watch the desk: Prometheus' text format. */
export interface Metrics {
  count(name: MetricName): void;
  text(gauges: Readonly<Record<string, number>>): string;
}

const help = {
  slack_requests_refused_total: 'Requests whose signature, age or workspace was not right',
  slack_received_total: 'Events and interactions taken in',
  slack_duplicates_total: 'Deliveries that were there already, or that nobody listens to',
  slack_cards_drawn_total: 'Cases drawn, card and thread',
  slack_cards_given_up_total: 'Cases that could be shown nowhere',
} as const;

type MetricName = keyof typeof help;

export function createMetrics(): Metrics {
  const counts = new Map<MetricName, number>();
  return {
    count: (name) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    text: (gauges) =>
      [
        ...(Object.keys(help) as MetricName[]).flatMap((name) => [
          `# HELP ${name} ${help[name]}`,
          `# TYPE ${name} counter`,
          `${name} ${counts.get(name) ?? 0}`,
        ]),
        ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
      ]
        .join('\n')
        .concat('\n'),
  };
}
