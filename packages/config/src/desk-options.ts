import type { DeskConfig } from './desk-config.ts';

type ChatName = keyof DeskConfig['channels'];

/** What every process of a desk tells `createDesk` alike, so that a case saved by one is shown by all, and its pager called: `url` is where people reach it. */
export function toDeskOptions(config: DeskConfig, url = config.desk.url) {
  const chats = chatsOf(config);
  const { pager, crm, practice } = config;
  return {
    policies: { current: config.policies, defaultPolicy: config.policy },
    directory: { roles: config.roles, rotas: config.rotas },
    identity: { ...config.desk, url, languages: languagesOf(config) },
    channels: [...chats, ...(pager ? (['phone'] as const) : [])],
    cards: chats,
    practice: { ...practice, feed: crm !== undefined },
    ...(config.autoAssign && { autoAssign: config.autoAssign }),
  };
}

/** What every process adopts alike: people, and the accounts that the settings say are theirs. */
export function toDeskPeople({ agents, teams, organisations }: DeskConfig) {
  const accounts = agents.flatMap(({ id, accounts: own = {} }) =>
    (['slack', 'teams'] as const).flatMap((channel) => {
      const account = own[channel];
      return account === undefined ? [] : [{ account: { channel, account }, agent: id }];
    }),
  );
  return { agents, teams, organisations, accounts };
}

/** The language of each mailbox that has one of its own. */
function languagesOf({ mailboxes }: DeskConfig): Readonly<Record<string, string>> {
  return Object.fromEntries(
    mailboxes.flatMap(({ address, language }) => (language === undefined ? [] : [[address.toLowerCase(), language]])),
  );
}

function chatsOf({ channels }: DeskConfig): readonly ChatName[] {
  return (['slack', 'teams'] as const).filter((chat) => channels[chat] !== undefined);
}
