/** Hosts that the connector of Teams is reached at; a leading dot allows every host below. */
export const microsoftHosts: ServiceUrlRule = {
  // learn.microsoft.com: the public cloud, GCC High and DoD.
  hosts: [
    'smba.trafficmanager.net',
    'smba.infra.gcc.teams.microsoft.com',
    'smba.infra.gov.teams.microsoft.us',
    'smba.infra.dod.teams.microsoft.us',
  ],
  scheme: 'https:',
};

export interface ServiceUrlRule {
  readonly hosts: readonly string[];
  readonly scheme: 'https:' | 'http:';
}

/** Whether a service URL may be called with our token. */
export function isAllowedServiceUrl(serviceUrl: string, { hosts, scheme }: ServiceUrlRule): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, username, password } = new URL(serviceUrl);
  return protocol === scheme && username === '' && password === '' && hosts.includes(host);
}
