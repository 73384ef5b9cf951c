import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

import type {
  CaseJson,
  CaughtMailDetailJson,
  CaughtMailListJson,
  DeskHealthJson,
  QueueJson,
  ReplyMailJson,
  SessionJson,
  WriteMailJson,
} from '../../src/api/contract.ts';
import type { ServerClock } from '../time/server-clock.ts';
import { useClock } from '../time/use-now.ts';
import { getJson, Problem, postJson } from './client.ts';

export type View = 'open' | 'mine' | 'unassigned' | 'resolved' | 'all';

export const QUEUE_LIMIT = 200;

/** Pages hear of changes; this is for a change that was not told. */
const SELDOM = 60_000;
/** The catcher tells of nothing. */
const OFTEN = 5000;
const DWELL = 120;

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => getJson<SessionJson>('/api/session', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useQueue(view: View, text: string) {
  const clock = useClock();
  const search = new URLSearchParams({ view, limit: String(QUEUE_LIMIT), ...(text && { text }) });
  return useQuery({
    queryKey: ['queue', view, text],
    queryFn: ({ signal }) => inTime(clock, getJson<QueueJson>(`/api/queue?${search}`, signal)),
    placeholderData: keepPreviousData,
    refetchInterval: SELDOM,
  });
}

export function useCase(number: string) {
  return useQuery(caseQuery(useClock(), number));
}

/** Fetches the case at which the reader stays for a moment: it is likely to be opened next. */
export function usePreview(): (number: string) => void {
  const client = useQueryClient();
  const clock = useClock();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (number: string) => {
      clearTimeout(timer.current);
      const fetchIt = () => void client.prefetchQuery({ ...caseQuery(clock, number), staleTime: 10_000 });
      timer.current = setTimeout(fetchIt, DWELL);
    },
    [client, clock],
  );
}

/** One of the case's commands, named as in the contract; its answer is the case as it now stands. */
export function useCommand(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ command, body }: { readonly command: string; readonly body: object }) =>
      postJson<CaseJson>(`/api/cases/${encodeURIComponent(number)}/${command}`, body, csrfOf(client)),
    onSuccess: (answer) => client.setQueryData(['case', number], answer),
    onSettled: (_answer, error) => {
      if (error) void client.invalidateQueries({ queryKey: ['case', number] });
      if (isOfAnotherSession(error)) void client.invalidateQueries({ queryKey: ['session'] });
      void client.invalidateQueries({ queryKey: ['queue'] });
    },
  });
}

export function useCaughtMails() {
  return useQuery({
    queryKey: ['mail'],
    queryFn: ({ signal }) => getJson<CaughtMailListJson>('/mail/api/messages', signal),
    refetchInterval: OFTEN,
  });
}

export function useCaughtMail(id: string | undefined) {
  return useQuery({
    queryKey: ['mail', id],
    queryFn: ({ signal }) =>
      getJson<CaughtMailDetailJson>(`/mail/api/messages/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
  });
}

export function useWriteAsCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mail: WriteMailJson) => postJson<unknown>('/mail/api/write', mail, csrfOf(client)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mail'] }),
  });
}

export function useReplyAsCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mail: ReplyMailJson) => postJson<unknown>('/mail/api/reply', mail, csrfOf(client)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mail'] }),
  });
}

export function useDeskHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getJson<DeskHealthJson>('/api/health-of-desk', signal),
    refetchInterval: SELDOM,
  });
}

export function useSendAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postJson<unknown>(`/api/outbox/${encodeURIComponent(id)}/revive`, {}, csrfOf(client)),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  });
}

/** Gives up an entry of the customer records on which others wait. */
export function useSkip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postJson<unknown>(`/api/outbox/${encodeURIComponent(id)}/skip`, {}, csrfOf(client)),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  });
}

/** The session has ended, or this page still holds the token of an earlier one: asking again who is signed in mends it. */
function isOfAnotherSession(error: unknown): boolean {
  return error instanceof Problem && (error.status === 401 || error.code === 'stale-page');
}

function caseQuery(clock: ServerClock, number: string) {
  return {
    queryKey: ['case', number],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      inTime(clock, getJson<CaseJson>(`/api/cases/${encodeURIComponent(number)}`, signal)),
  };
}

/** Sets the clock by the instant that an answer carries, before anything is drawn by it. */
async function inTime<Answer extends { readonly now: string }>(clock: ServerClock, asked: Promise<Answer>) {
  const answer = await asked;
  clock.sync(answer.now);
  return answer;
}

function csrfOf(client: QueryClient): string {
  return client.getQueryData<SessionJson>(['session'])?.csrf ?? '';
}
