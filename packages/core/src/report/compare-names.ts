/** severity-2 before severity-10; what is not named comes last. */
export function compareNames(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b, 'en', { numeric: true }) || Number(a > b) - Number(a < b);
}
