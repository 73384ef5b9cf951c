/** `Re: [C-1042] Printer does not print`: one subject for all mail of a case, so that mail programs keep it in one thread. */
export function mailSubject(number: string, subject: string): string {
  return `Re: [${number}] ${bareSubject(subject, number)}`;
}

/** Without the case's own token and the answer prefixes that mail programs pile up. */
function bareSubject(subject: string, number: string): string {
  let bare = subject.replaceAll(`[${number}]`, ' ').replace(/\s+/g, ' ').trim();
  for (;;) {
    const shorter = bare.replace(/^(?:re|aw|sv|antw|odp)\s?(?:\[\d+\])?:\s*/i, '');
    if (shorter === bare) return bare;
    bare = shorter;
  }
}
