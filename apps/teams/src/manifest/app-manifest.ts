/** What the package is made for: one desk, its registration, its public address. */
export interface PackageFacts {
  readonly clientId: string;
  readonly deskName: string;
  /** https, without a slash at the end. */
  readonly url: string;
  readonly version: string;
  /** The app reads intake channels itself: team owners are asked to allow it. */
  readonly readsChannels: boolean;
}

/** The manifest of the Teams app, by schema 1.19 (developer.microsoft.com/json-schemas/teams). */
export function appManifest({ clientId, deskName, url, version, readsChannels }: PackageFacts) {
  const host = new URL(url).host;
  const short = [...deskName].slice(0, 24).join('').trim();
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: clientId,
    developer: { name: short, websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    name: {
      short: `${short} cases`.slice(0, 30),
      full: `${deskName}: support cases and what was promised`.slice(0, 100),
    },
    description: {
      short: 'Support cases, worked where you talk: claim, answer, escalate, resolve.',
      full: 'Shows each support case as one card that is always up to date, with the promise that is due next. Claim, answer, escalate and resolve it from the card, by a mention or in the personal chat. Whoever is on call is told before a promise is missed.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F4E79',
    bots: [bot(clientId)],
    composeExtensions: [messageExtension(clientId, host)],
    activities: {
      activityTypes: [
        {
          type: 'caseEscalated',
          description: 'A case was escalated to you',
          templateText: '{case} was escalated to you',
        },
      ],
    },
    validDomains: [host],
    webApplicationInfo: { id: clientId, resource: `api://${host}/botid-${clientId}` },
    authorization: {
      permissions: {
        resourceSpecific: [
          ...(readsChannels ? [{ name: 'ChannelMessage.Read.Group', type: 'Application' as const }] : []),
          { name: 'TeamsActivity.Send.User', type: 'Application' as const },
        ],
      },
    },
  };
}

function bot(clientId: string) {
  return {
    botId: clientId,
    scopes: ['personal', 'team', 'groupChat'],
    supportsFiles: true,
    isNotificationOnly: false,
    commandLists: [
      {
        scopes: ['personal', 'team', 'groupChat'],
        commands: [
          { title: 'mine', description: 'Your open cases, by time to breach' },
          { title: 'list', description: 'Open cases; list unassigned, list at-risk, list missed' },
          { title: 'show', description: 'One case, such as show C-1042' },
          { title: 'find', description: 'Cases by words, such as find log in' },
          { title: 'claim', description: 'Assign a case to yourself' },
          { title: 'help', description: 'All that you can type' },
        ],
      },
    ],
  };
}

function messageExtension(clientId: string, host: string) {
  return {
    botId: clientId,
    commands: [
      {
        id: 'searchCases',
        type: 'query',
        title: 'Find a case',
        description: 'Find a case and put it into the conversation',
        initialRun: true,
        context: ['compose', 'commandBox'],
        parameters: [{ name: 'query', title: 'Words, or a number', description: 'Words of the case, or its number' }],
      },
      {
        id: 'createCase',
        type: 'action',
        title: 'Create case',
        description: 'Make a case of this message',
        context: ['message'],
        fetchTask: true,
      },
    ],
    messageHandlers: [{ type: 'link', value: { domains: [host] } }],
  };
}
