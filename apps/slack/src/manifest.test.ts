import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { shortcutCallback, wantedEvents } from './listeners/register.ts';
import { botScopes } from './options.ts';

interface Manifest {
  readonly features: {
    readonly shortcuts: readonly { readonly callback_id: string; readonly type: string; readonly name: string }[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url: string;
      readonly description: string;
    }[];
    readonly unfurl_domains: readonly string[];
  };
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly string[] };
    readonly redirect_urls: readonly string[];
  };
  readonly display_information: { readonly name: string; readonly description: string };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url: string };
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string };
  };
}

const manifest = parse(readFileSync(new URL('../manifest.yaml', import.meta.url), 'utf8')) as Manifest;

test('the manifest asks for the scopes that the app needs, and no more', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual([...botScopes]);
});

test('it subscribes to the events that somebody listens to', () => {
  const subscribed = new Set(
    manifest.settings.event_subscriptions.bot_events.map((event) => event.replace(/^message\..*/, 'message')),
  );
  expect([...subscribed].sort()).toEqual([...wantedEvents].sort());
});

test('commands, clicks and events come to where they are listened for', () => {
  const { features, settings, oauth_config: oauth } = manifest;
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/case']);
  expect(features.shortcuts).toMatchObject([{ callback_id: shortcutCallback, type: 'message', name: 'Create case' }]);
  const urls = [
    features.slash_commands[0]?.url,
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
  ];
  expect(new Set(urls)).toEqual(new Set(['https://desk.example/slack/events']));
  expect(oauth.redirect_urls).toEqual(['https://desk.example/slack/oauth_redirect']);
  expect(settings.interactivity.is_enabled).toBe(true);
});

test('it keeps within what Slack takes of a manifest', () => {
  const { display_information: shown, features } = manifest;
  expect(shown.name.length).toBeLessThanOrEqual(35);
  expect(shown.description.length).toBeLessThanOrEqual(140);
  for (const { description } of features.slash_commands) expect(description.length).toBeLessThanOrEqual(2_000);
  for (const { name } of features.shortcuts) expect(name.length).toBeLessThanOrEqual(24);
});
