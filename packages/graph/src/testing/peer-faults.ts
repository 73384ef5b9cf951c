import { type PeerAnswer, refusal } from './route.ts';

/** What goes wrong. `drop` cuts the connection before anything is done, `drop-after` once it has been done. */
export type Fault =
  | 'expired-token'
  | 'missing-permission'
  | 'not-found'
  | 'cursor-expired'
  | 'drop'
  | 'drop-after'
  | 'done-but-502'
  | 'not-json'
  | { readonly status: number; readonly retryAfter?: number | string; readonly code?: string };

export interface FaultRule {
  readonly fault: Fault;
  /** Every method and path unless given; the path as `/users/…`, `/oauth2/…`. */
  readonly method?: string;
  readonly path?: RegExp;
  /** How many requests it hits; one unless given. */
  readonly times?: number;
}

export interface PeerFaults {
  add(rule: FaultRule): void;
  /** The fault that hits this request, used up by it. */
  take(method: string, path: string): Fault | undefined;
}

export function peerFaults(): PeerFaults {
  const rules: { rule: FaultRule; left: number }[] = [];
  return {
    add: (rule) => {
      rules.push({ rule, left: rule.times ?? 1 });
    },
    take(method, path) {
      const hit = rules.find(
        ({ rule, left }) =>
          left > 0 && (rule.method ?? method) === method && (rule.path === undefined || rule.path.test(path)),
      );
      if (hit) hit.left -= 1;
      return hit?.rule.fault;
    },
  };
}

export function answerOf(fault: Fault): PeerAnswer | undefined {
  if (typeof fault !== 'string') {
    const headers = fault.retryAfter === undefined ? undefined : { 'retry-after': String(fault.retryAfter) };
    return refusal(fault.status, fault.code ?? 'PeerFault', 'as the test asked', headers);
  }
  switch (fault) {
    case 'expired-token':
      return refusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    case 'missing-permission':
      return refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    case 'not-found':
      return refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    case 'cursor-expired':
      return refusal(410, 'syncStateNotFound', 'The sync state generation is not found.');
    case 'not-json':
      return { status: 200, bytes: Buffer.from('<html>Sign in to the guest network</html>') };
    case 'done-but-502':
      return refusal(502, 'UnknownError', 'Bad gateway.');
    case 'drop':
    case 'drop-after':
      return undefined;
  }
}
