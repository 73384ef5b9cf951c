/** `C-1042`, `c1042`, `#1042`, `1042`, in backticks or with a full stop behind. */
export function readCaseNumber(word: string, casePrefix: string): string | undefined {
  const [, prefix, digits] = /^(?:([A-Za-z][A-Za-z0-9]*?)-?)?(\d{1,12})$/.exec(bare(word)) ?? [];
  if (digits === undefined) return undefined;
  if (prefix !== undefined && prefix.toUpperCase() !== casePrefix.toUpperCase()) return undefined;
  return `${casePrefix}-${digits}`;
}

/** `I-1044`, `i1044`: an incident by its number. */
export function readIncidentNumber(word: string): string | undefined {
  const [, digits] = /^I-?(\d{1,12})$/i.exec(bare(word)) ?? [];
  return digits === undefined ? undefined : `I-${digits}`;
}

function bare(word: string): string {
  return word.replace(/^[`'"“„#([]+/, '').replace(/[`'"”“.,:;!?)\]]+$/, '');
}
