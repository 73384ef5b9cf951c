import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { CaseJson, SessionJson } from '../../src/api/contract.ts';
import { postJson } from './client.ts';

/** Takes a case without opening it. */
export function useClaim() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (number: string) =>
      postJson<CaseJson>(
        `/api/cases/${encodeURIComponent(number)}/claim`,
        {},
        client.getQueryData<SessionJson>(['session'])?.csrf ?? '',
      ),
    onSuccess: (answer, number) => client.setQueryData(['case', number], answer),
    onSettled: () => client.invalidateQueries({ queryKey: ['queue'] }),
  });
}
