/** A report that was asked for wrongly: which option, and what was expected there. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: 'bad-zone' | 'bad-group' | 'bad-period' | 'bad-percent' | 'bad-limit';
  readonly path: readonly (string | number)[];

  constructor(code: ReportError['code'], path: ReportError['path'], message: string) {
    super(`${path.join('.')}: ${message}`);
    this.code = code;
    this.path = path;
  }
}
