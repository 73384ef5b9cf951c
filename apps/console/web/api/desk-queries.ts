import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { SessionJson } from '../../src/api/contract.ts';
import type {
  HeldMailDetailJson,
  KeysJson,
  QuarantineJson,
  ReplayJson,
  ReportJson,
  SettingsJson,
  WhatIfJson,
} from '../../src/api/machine-contract.ts';
import { getJson, postJson } from './client.ts';

const SELDOM = 60_000;

/** What waits in quarantine, where a mail app stands beside the console. */
export function useQuarantine(isThere: boolean) {
  return useQuery({
    queryKey: ['quarantine'],
    queryFn: ({ signal }) => getJson<QuarantineJson>('/mail/api/quarantine', signal),
    refetchInterval: SELDOM,
    enabled: isThere,
  });
}

export function useHeldMail(id: string | undefined) {
  return useQuery({
    queryKey: ['quarantine', id],
    queryFn: ({ signal }) =>
      getJson<HeldMailDetailJson>(`/mail/api/quarantine/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== undefined,
  });
}

export type Verdict =
  | { readonly kind: 'join'; readonly case?: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'discard' };

export function useRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verdict }: { readonly id: string; readonly verdict: Verdict }) =>
      postJson<QuarantineJson>(`/mail/api/quarantine/${encodeURIComponent(id)}`, verdict, csrfOf(client)),
    onSuccess: (answer) => client.setQueryData(['quarantine'], answer),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['quarantine'] });
      void client.invalidateQueries({ queryKey: ['queue'] });
    },
  });
}

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => getJson<SettingsJson>('/api/settings', signal),
  });
}

export function useKeysOfPrograms(isWanted: boolean) {
  return useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => getJson<KeysJson>('/api/keys', signal),
    enabled: isWanted,
    retry: false,
  });
}

/** `path` is empty to make a key, else `ID/revoke`. */
export function useKeyCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: object }) =>
      postJson<KeysJson>(`/api/keys${path && `/${path}`}`, body, csrfOf(client)),
    onSuccess: ({ token: _token, ...answer }) => {
      client.setQueryData(['keys'], answer);
      void client.invalidateQueries({ queryKey: ['audit'] });
    },
  });
}

export function useReport(from: string, to: string) {
  return useQuery({
    queryKey: ['report', from, to],
    queryFn: ({ signal }) => getJson<ReportJson>(`/api/report?${new URLSearchParams({ from, to })}`, signal),
    placeholderData: keepPreviousData,
    enabled: from !== '' && to !== '',
  });
}

export interface WhatIfAsked {
  readonly priority?: string;
  readonly policy?: string;
  readonly pause?: { readonly reason: string; readonly for: string };
}

/** What the deadlines would be; asked anew when the case has changed. */
export function useWhatIf(number: string, version: number, asked: WhatIfAsked) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['what-if', number, version, asked],
    queryFn: () => postJson<WhatIfJson>(`/api/cases/${encodeURIComponent(number)}/what-if`, asked, csrfOf(client)),
    enabled: Object.keys(asked).length > 0,
    placeholderData: keepPreviousData,
  });
}

export function useReplay(number: string, version: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['replay', number, version],
    queryFn: ({ signal }) => getJson<ReplayJson>(`/api/cases/${encodeURIComponent(number)}/replay`, signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
}

function csrfOf(client: QueryClient): string {
  return client.getQueryData<SessionJson>(['session'])?.csrf ?? '';
}
