import { createHmac } from 'node:crypto';

/** A request as Slack signs it (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signedRequest(
  url: string,
  body: string,
  secret: string,
  options: { readonly form?: boolean; readonly seconds?: number; readonly retry?: number } = {},
): Request {
  const seconds = options.seconds ?? Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return new Request(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': options.form ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
      ...(options.retry !== undefined && {
        'x-slack-retry-num': String(options.retry),
        'x-slack-retry-reason': 'http_error',
      }),
    },
  });
}
