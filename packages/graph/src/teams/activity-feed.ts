import { GraphError } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { path, type Sender } from '../transport/sender.ts';

export interface ActivityNotice {
  readonly userId: string;
  /** Declared in the app's manifest under `activities.activityTypes`. */
  readonly activityType: string;
  /** What the notice is about: `C-1042 Checkout returns 500`. */
  readonly topic: string;
  /** A Teams deep link (`https://teams.microsoft.com/l/…`) that opens it. */
  readonly webUrl: string;
  readonly preview: string;
  /** For the placeholders of the activity type's text. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A notice with the number of an earlier one takes its place; a whole number. */
  readonly chain?: number;
}

export interface ActivityFeedPort {
  /** The bell in Teams. When a connection breaks it may ring twice, which is better than not at all; with a `chain` one is seen. */
  notify(notice: ActivityNotice): Promise<void>;
}

const longestUrl = 1024;
const longestPreview = 150;

export function notifyActivity(sender: Sender): ActivityFeedPort {
  return {
    async notify({ userId, activityType, topic, webUrl, preview, parameters = {}, chain }) {
      assertUrl(webUrl);
      await sender.send({
        operation: operations.notifyActivity,
        method: 'POST',
        path: path(['users', userId, 'teamwork', 'sendActivityNotification']),
        body: {
          topic: { source: 'text', value: topic, webUrl },
          activityType,
          ...(chain === undefined ? {} : { chainId: chain }),
          previewText: { content: shortened(preview) },
          templateParameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
        },
        repeatable: true,
      });
    },
  };
}

function assertUrl(webUrl: string): void {
  const { doing } = operations.notifyActivity;
  if (webUrl.length > longestUrl) {
    throw new GraphError(
      'invalid',
      `The link of an activity notice may have ${longestUrl} characters; this one has ${webUrl.length}.`,
      { doing },
    );
  }
  if (!webUrl.startsWith('https://teams.microsoft.com/l/')) {
    throw new GraphError(
      'invalid',
      `The link of an activity notice must be a Teams deep link (https://teams.microsoft.com/l/…), not ${webUrl.slice(0, 80)}.`,
      { doing },
    );
  }
}

function shortened(preview: string): string {
  const points = [...preview];
  return points.length <= longestPreview ? preview : `${points.slice(0, longestPreview - 1).join('')}…`;
}
