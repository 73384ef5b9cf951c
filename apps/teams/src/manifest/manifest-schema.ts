import { z } from 'zod';

/** The rules of the app manifest that Teams turns a package away by (learn.microsoft.com, “App manifest schema for Teams”). */
const text = (longest: number) =>
  z.string().min(1, 'expected text').max(longest, `expected at most ${longest} characters`);
const EXPECTED_HTTPS = 'expected an https address';
const https = z.url({ protocol: /^https$/, error: EXPECTED_HTTPS }).max(2_048);
const guid = z.guid({ error: 'expected the id of the registration' });
/** A host, without a path; `*.` takes hosts below. Microsoft refuses those that it shares with others. */
const domain = z
  .string()
  .max(2_048)
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i,
    'expected a host such as desk.acme.example, without a scheme or path',
  );
const scopes = z
  .array(z.enum(['personal', 'team', 'groupChat']))
  .min(1)
  .max(3);

const command = z.strictObject({ title: text(128), description: text(128) });

export const manifestSchema = z.strictObject({
  $schema: z.literal('https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json'),
  manifestVersion: z.literal('1.19'),
  version: z
    .string()
    .max(256)
    .regex(/^\d+\.\d+\.\d+$/, 'expected a version such as 1.0.0'),
  id: guid,
  developer: z.strictObject({ name: text(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4_000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as #1F4E79'),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes,
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z.array(z.strictObject({ scopes, commands: z.array(command).min(1).max(10) })).max(3),
      }),
    )
    .length(1),
  composeExtensions: z
    .array(
      z.strictObject({
        botId: guid,
        commands: z
          .array(
            z.strictObject({
              id: text(64),
              type: z.enum(['query', 'action']),
              title: text(32),
              description: text(128),
              initialRun: z.boolean().optional(),
              fetchTask: z.boolean().optional(),
              context: z
                .array(z.enum(['compose', 'commandBox', 'message']))
                .min(1)
                .max(3),
              parameters: z
                .array(z.strictObject({ name: text(64), title: text(32), description: text(128) }))
                .max(5)
                .optional(),
            }),
          )
          .min(1)
          .max(10),
        messageHandlers: z.array(
          z.strictObject({ type: z.literal('link'), value: z.strictObject({ domains: z.array(domain).min(1) }) }),
        ),
      }),
    )
    .length(1),
  activities: z.strictObject({
    activityTypes: z
      .array(z.strictObject({ type: text(32), description: text(128), templateText: text(128) }))
      .max(128),
  }),
  validDomains: z.array(domain).max(16),
  webApplicationInfo: z.strictObject({ id: guid, resource: text(100) }),
  authorization: z.strictObject({
    permissions: z.strictObject({
      resourceSpecific: z
        .array(
          z.strictObject({
            name: z.enum(['ChannelMessage.Read.Group', 'TeamsActivity.Send.User']),
            type: z.literal('Application'),
          }),
        )
        .max(16),
    }),
  }),
});

/** What Teams would turn the package away for, a line each; empty when nothing. */
export function faultsOfManifest(manifest: unknown): readonly string[] {
  const read = manifestSchema.safeParse(manifest);
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { bots, composeExtensions, id, webApplicationInfo } = read.data;
  const ids = [
    ...bots.map(({ botId }) => botId),
    ...composeExtensions.map(({ botId }) => botId),
    webApplicationInfo.id,
  ];
  return ids.every((each) => each === id) ? [] : ['botId: expected the id of the app everywhere'];
}

/** A PNG of exactly that size, by its header (PNG specification, 11.2.2). */
export function faultsOfIcon(name: string, bytes: Uint8Array, side: number): readonly string[] {
  const view = Buffer.from(bytes);
  if (view.subarray(1, 4).toString('latin1') !== 'PNG') return [`${name}: expected a PNG`];
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  return width === side && height === side
    ? []
    : [`${name}: expected ${side} by ${side} pixels, it has ${width} by ${height}`];
}
