import type { EmailOptions } from '../config.ts';
import type { MailTransport } from './mail-transport.ts';
import { type GraphSendingPorts, sendByGraph } from './send-by-graph.ts';

/** Each mail goes by the way of the address that it is from: by Graph from such a mailbox, else by the relay or the catcher. */
export function waysOut(
  { graph = [], relay }: Pick<EmailOptions, 'graph' | 'relay'>,
  ports: GraphSendingPorts,
  otherwise: MailTransport,
): MailTransport {
  const sending = graph.filter(({ send }) => send);
  if (sending.length === 0) return otherwise;
  const larger = relay === undefined ? undefined : otherwise;
  const ways = new Map(sending.map((one) => [one.address, sendByGraph(one, ports, larger)]));
  return {
    name: [...[...ways.values()].map(({ name }) => name), `${otherwise.name} for the rest`].join(', '),
    send: (mail, signal) => (ways.get(mail.from) ?? otherwise).send(mail, signal),
    close: async () => {
      await Promise.all([...ways.values(), otherwise].map((way) => way.close()));
    },
  };
}

/** The address that the desk itself writes from: its own, where mail from there leaves the house. */
export function deskWritesFrom({ desk, graph = [], relay }: Pick<EmailOptions, 'desk' | 'graph' | 'relay'>): string {
  const sending = graph.filter(({ send }) => send).map(({ address }) => address);
  const reaches = relay !== undefined || sending.length === 0 || sending.includes(desk.address);
  return reaches ? desk.address : (sending[0] ?? desk.address);
}
