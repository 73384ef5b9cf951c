import { Temporal } from '@sla/core';
import { z } from 'zod';

import { ProblemError } from './problem.ts';

/** Where a page of cases ends: what follows is found by it, however many cases were opened meanwhile. */
export interface CaseCursor {
  readonly openedAt: Temporal.Instant;
  readonly id: string;
}

export function formatCursor({ openedAt, id }: CaseCursor): string {
  return Buffer.from(JSON.stringify([openedAt.toString(), id])).toString('base64url');
}

/** Throws `bad-input` for one that no answer gave. */
export function parseCursor(text: string): CaseCursor {
  const read = Cursor.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  if (!read.success) throw badCursor();
  const [openedAt, id] = read.data;
  return { openedAt: Temporal.Instant.from(openedAt), id };
}

export function badCursor(): ProblemError {
  const message = 'expected `next` of an earlier answer; leave it out to begin anew';
  return new ProblemError('bad-input', {}, [{ path: 'cursor', message }]);
}

const Cursor = z.tuple([z.iso.datetime({ offset: true }), z.string()]);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
