import type { CaseRecord, CaseStore, Organisation } from '@sla/case-store';

import { plainAddress } from '../reply-address.ts';

/** Domains at which everybody can have an address: sharing one says nothing of working together. */
const publicDomains = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net wanadoo.fr libero.it tiscali.it mail.ru yandex.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com sina.com naver.com daum.net comcast.net verizon.net att.net btinternet.com fastmail.com hey.com zoho.com tutanota.com'.split(
    ' ',
  ),
);

export type ParticipantPorts = Pick<CaseStore, 'listMessages' | 'findContact' | 'listOrganisations'>;

/** Why somebody may add to a case: they take part in it, or work where its requester does. Undefined for a stranger. */
export async function partIn(
  record: CaseRecord,
  address: string,
  ourAddresses: readonly string[],
  ports: ParticipantPorts,
): Promise<string | undefined> {
  if (ourAddresses.includes(address)) return `${address} is our own`;
  const requester = await ports.findContact({ id: record.requester });
  if (requester?.email === address) return `${address} is its requester`;
  const messages = await ports.listMessages(record.id);
  const known = messages.flatMap(({ authorAddress, to, cc }) => [
    ...(authorAddress ? [authorAddress] : []),
    ...to,
    ...cc,
  ]);
  const others = known.map(plainAddress).filter((one) => !ourAddresses.includes(one));
  if (others.includes(address)) return `${address} takes part in it`;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const organisation = await organisationOf(address, domain, ports);
  if (organisation !== undefined && organisation.id === record.organisation) {
    return `${address} belongs to ${organisation.name}`;
  }
  const sameDomain = requester?.email.endsWith(`@${domain}`) === true && !publicDomains.has(domain);
  return sameDomain ? `${address} works where its requester does` : undefined;
}

/** Whose somebody is: what is known of them, else who has their domain, or the nearest above it. */
async function organisationOf(
  address: string,
  domain: string,
  ports: ParticipantPorts,
): Promise<Organisation | undefined> {
  const [contact, organisations] = await Promise.all([
    ports.findContact({ email: address }),
    ports.listOrganisations(),
  ]);
  const known = organisations.find(({ id }) => id === contact?.organisation);
  if (known !== undefined) return known;
  const above = domain.split('.').map((_, at, labels) => labels.slice(at).join('.'));
  return above.flatMap((one) => organisations.find(({ domains }) => domains.includes(one)) ?? [])[0];
}
