import type { ListenContext, ListenParts } from '../listen-parts.ts';
import { revokedEvent } from '../payloads.ts';

const again = 'install the app again to show cases there; until then the desk tells people by other ways.';

/** The app was removed from a workspace: its token is forgotten, and what is posted where stays known for when it comes back. */
export async function appUninstalled(
  { installations, troubles, log }: ListenParts,
  { installation }: ListenContext,
): Promise<void> {
  await installations.remove(installation.key);
  const sentence = `The app was removed from ${installation.name}: ${again}`;
  troubles.note(installation.key, 'app_uninstalled', sentence);
  log.warn({ workspace: installation.key }, sentence);
}

export async function tokensRevoked(parts: ListenParts, event: unknown, context: ListenContext): Promise<void> {
  const { tokens } = revokedEvent.parse(event);
  const { installation } = context;
  if (!tokens.bot?.includes(installation.botUser)) return;
  await parts.installations.remove(installation.key);
  const sentence = `The app’s token for ${installation.name} was revoked: ${again}`;
  parts.troubles.note(installation.key, 'tokens_revoked', sentence);
  parts.log.warn({ workspace: installation.key }, sentence);
}
