import { connect, createServer } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** What the client said on all connections, line by line. */
  readonly said: readonly string[];
  /** How often it cut. */
  cuts(): number;
  close(): void;
}

/** A way to a server of this machine that breaks, once, when the client says something like this; before the server hears it. */
export async function cutAt(to: number, command: RegExp): Promise<CuttingProxy> {
  const said: string[] = [];
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    upstream.on('data', (data) => client.write(data));
    client.on('data', (data) => {
      const lines = data.toString('latin1').split('\r\n').filter(Boolean);
      said.push(...lines);
      if (cuts === 0 && lines.some((line) => command.test(line))) {
        cuts += 1;
        client.destroy();
        return;
      }
      upstream.write(data);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    said,
    cuts: () => cuts,
    close: () => server.close(),
  };
}
