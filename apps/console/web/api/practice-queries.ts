import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { SessionJson } from '../../src/api/contract.ts';
import type { AuditJson, HandoverJson, IncidentsJson, OnCallJson } from '../../src/api/practice-contract.ts';
import { getJson, postJson } from './client.ts';

const SELDOM = 60_000;

export function useIncidents(isWanted = true) {
  return useQuery({
    queryKey: ['incidents'],
    queryFn: ({ signal }) => getJson<IncidentsJson>('/api/incidents', signal),
    refetchInterval: SELDOM,
    enabled: isWanted,
  });
}

export function useOnCall() {
  return useQuery({
    queryKey: ['on-call'],
    queryFn: ({ signal }) => getJson<OnCallJson>('/api/on-call', signal),
    refetchInterval: SELDOM,
  });
}

export function useAudit(isWanted: boolean) {
  return useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => getJson<AuditJson>('/api/audit', signal),
    enabled: isWanted,
  });
}

/** What is known for a tier, and what was found in the conversation. */
export function useHandover(number: string, to?: string) {
  const search = to ? `?to=${encodeURIComponent(to)}` : '';
  return useQuery({
    queryKey: ['handover', number, to],
    queryFn: ({ signal }) =>
      getJson<HandoverJson>(`/api/cases/${encodeURIComponent(number)}/handover${search}`, signal),
  });
}

/** `path` is that of a command on incidents: empty to open one, else `I-1044/inform` and the like. */
export function useIncidentCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: object }) => {
      const csrf = client.getQueryData<SessionJson>(['session'])?.csrf ?? '';
      return postJson<IncidentsJson>(`/api/incidents${path && `/${path}`}`, body, csrf);
    },
    onSuccess: (answer) => client.setQueryData(['incidents'], answer),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['case'] });
      void client.invalidateQueries({ queryKey: ['queue'] });
    },
  });
}
