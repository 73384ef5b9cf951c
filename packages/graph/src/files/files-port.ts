import type { ChannelRef, MessageRef } from '../teams/channel-message.ts';

/** A file whose content comes as it is read. */
export interface OpenFile {
  readonly name: string;
  readonly type: string;
  /** In bytes, where it is known before. */
  readonly size?: number;
  /** Throws a GraphError `too-large` beyond the limit, `unavailable` when the connection breaks. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Files of Teams: SharePoint and OneDrive hold them, messages refer to them. Limits are in bytes; what is larger throws `too-large`. */
export interface FilesPort {
  /** What a message refers to by its address, `https://acme.sharepoint.com/sites/…/plan.pdf`. */
  openShared(address: string, most: number): Promise<OpenFile>;
  /** An address of SharePoint's that opens the file by itself, as Teams names it to an app in a personal chat. */
  openDirect(address: string, most: number): Promise<OpenFile>;
  /** A picture inside a message. */
  openHosted(message: MessageRef, id: string, most: number): Promise<OpenFile>;
  /** Puts a file into the folder of a channel, in place of one that has the name; folders are made. Gives where people open it. */
  putInChannel(channel: ChannelRef, file: NewFile): Promise<{ readonly url: string }>;
}

export interface NewFile {
  /** `C-1042/plan.pdf`, below the channel's folder. */
  readonly path: readonly string[];
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}
