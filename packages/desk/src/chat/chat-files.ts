import type { Attachment } from '@sla/case-store';

import type { ChatFile } from './contract.ts';

export function filesOf(
  { newId }: { readonly newId: () => string },
  files: readonly ChatFile[] = [],
): readonly Attachment[] {
  return files.map(({ name, type, blob }) => ({ id: newId(), name, type, blob, inline: false }));
}
