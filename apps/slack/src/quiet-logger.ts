import type { webApi } from '@slack/bolt';

/** The SDK's own reports would repeat ours, and may hold payloads. */
export const quietLogger: webApi.Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  getLevel: () => 'error' as webApi.LogLevel,
  setName: ignore,
};

function ignore(): void {
  // Whatever fails is thrown as well, and reported where it is caught.
}
