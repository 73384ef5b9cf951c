/** Microsoft's clouds are apart: each has its own Graph and its own sign-in. */
export type CloudName = 'global' | 'us-gov' | 'us-dod' | 'china';

export interface Cloud {
  readonly graph: string;
  readonly login: string;
}

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: { graph: 'https://graph.microsoft.com', login: 'https://login.microsoftonline.com' },
  'us-gov': { graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  'us-dod': { graph: 'https://dod-graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  china: { graph: 'https://microsoftgraph.chinacloudapi.cn', login: 'https://login.chinacloudapi.cn' },
};
