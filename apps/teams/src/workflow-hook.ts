import type { Delivery } from '@sla/desk';

import { type AdaptiveCard, asAttachment } from './cards/adaptive-card.ts';

/**
 * Posts a card by a web hook of Power Automate: one way, no id comes back, so nothing is ever replaced. The address holds a secret and is
 * never said.
 */
export async function postToWorkflow(url: string, card: AdaptiveCard, signal: AbortSignal): Promise<Delivery> {
  const body = {
    type: 'message',
    summary: card.fallbackText,
    text: card.fallbackText,
    attachments: [{ ...asAttachment(card), contentUrl: null }],
  };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // A flow that sends elsewhere would take the card past the list of hosts.
      redirect: 'error',
      signal,
    });
    await answer.body?.cancel();
    return judged(answer);
  } catch (error) {
    return { kind: 'try-again', error: `the flow of channels.teams.workflow could not be reached: ${causeOf(error)}` };
  }
}

function judged({ ok, status, headers }: Response): Delivery {
  if (ok) return { kind: 'delivered', detail: 'posted one way, by the flow of channels.teams.workflow' };
  const seconds = Number(headers.get('retry-after'));
  if (status === 429 || status >= 500)
    return {
      kind: 'try-again',
      error: `the flow of channels.teams.workflow answered ${status}`,
      ...(seconds > 0 && { retryAfterSeconds: seconds }),
    };
  return {
    kind: 'refused',
    error: `the flow of channels.teams.workflow answered ${status}: its owner may have left, or it was turned off. Make a new flow and put its address into channels.teams.workflow.url.`,
  };
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
