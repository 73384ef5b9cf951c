import type { ChannelState } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { z } from 'zod';

/** What is known of single messages and files, so that none is kept, said or put somewhere twice. */
export interface PostBook {
  /** The message of the case that a requester's post became, by the key of the post. */
  post(key: string): Promise<string | undefined>;
  keepPost(key: string, message: string): Promise<void>;
  /** Of a message that was touched since, as it last read. */
  print(key: string): Promise<string | undefined>;
  keepPrint(key: string, print: string): Promise<void>;

  /** When a post was begun of which it is not known whether it arrived. */
  sending(key: string): Promise<Temporal.Instant | undefined>;
  keepSending(key: string, at: Temporal.Instant): Promise<void>;
  forgetSending(key: string): Promise<void>;

  /** Where a file stands that was put into a channel's folder. */
  file(key: string): Promise<string | undefined>;
  keepFile(key: string, url: string): Promise<void>;
}

export function openPostBook(state: ChannelState): PostBook {
  const read = reading(state);
  return {
    post: (key) => read(`post/${key}`, z.string()),
    keepPost: (key, message) => state.put(`post/${key}`, message),
    print: (key) => read(`print/${key}`, z.string()),
    keepPrint: (key, print) => state.put(`print/${key}`, print),
    sending: async (key) => {
      const kept = await read(`sending/${key}`, z.string());
      return kept === undefined ? undefined : Temporal.Instant.from(kept);
    },
    keepSending: (key, at) => state.put(`sending/${key}`, at.toString()),
    forgetSending: (key) => state.delete(`sending/${key}`),
    file: (key) => read(`file/${key}`, z.string()),
    keepFile: (key, url) => state.put(`file/${key}`, url),
  };
}

/** What is kept under a key, where it has the form it should. */
export function reading(state: ChannelState) {
  return async <Schema extends z.ZodType>(key: string, schema: Schema): Promise<z.output<Schema> | undefined> => {
    const kept = schema.safeParse(await state.get(key));
    return kept.success ? kept.data : undefined;
  };
}
