import type { CaseRef } from './records.ts';

/** Somebody saved the case between loading and saving it: load it again and decide anew. */
export class StaleCase extends Error {
  override readonly name = 'StaleCase';
  readonly caseId: string;
  readonly expectedVersion: number;

  constructor(caseId: CaseRef, expectedVersion: number) {
    super(`Case ${caseId} was saved by somebody else since version ${expectedVersion} was loaded; load it again.`);
    this.caseId = caseId;
    this.expectedVersion = expectedVersion;
  }
}

export type StoreOpenCode =
  | 'locked'
  | 'unwritable'
  | 'not-ours'
  | 'damaged'
  | 'newer-schema'
  | 'migration-failed'
  | 'unreachable';

/** Why a store did not open, in one sentence that says what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly code: StoreOpenCode;

  constructor(code: StoreOpenCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Others changed the same rows at every attempt. Nothing was saved. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';

  constructor(attempts: number, cause: unknown) {
    super(`The transaction met others on the same rows ${attempts} times and was given up; nothing was saved.`, {
      cause,
    });
  }
}

/**
 * The database cannot be reached, or the connection broke. Where it broke during a commit the outcome is unknown: do it
 * again, natural keys and versions keep it from counting twice.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super(`The database is not available: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The program used the store in a way that cannot work. */
export class StoreMisuse extends Error {
  override readonly name = 'StoreMisuse';
}

/** A policy version is kept for good, and this one was kept with another body: raise the version number. */
export class PolicyVersionTaken extends Error {
  override readonly name = 'PolicyVersionTaken';
  readonly policy: string;
  readonly version: number;

  constructor(policy: string, version: number) {
    super(
      `Version ${version} of policy ${policy} is kept already and reads otherwise; give the changed policy a new version.`,
    );
    this.policy = policy;
    this.version = version;
  }
}

/** Only an empty store can be filled from an export. */
export class StoreNotEmpty extends Error {
  override readonly name = 'StoreNotEmpty';

  constructor(table: string) {
    super(`The store is in use already (it has ${table.replace('_', ' ')}); import into an empty one.`);
  }
}

/** An export did not fit into the store. Nothing of it was kept but files, which a sweep removes. */
export class ImportFailed extends Error {
  override readonly name = 'ImportFailed';

  constructor(records: number, kind: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The export could not be imported, at or shortly before its record ${records} (${kind}): ${reason}.`, {
      cause,
    });
  }
}

/** No file with this content is kept. */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';
  readonly hash: string;

  constructor(hash: string, cause?: unknown) {
    super(`No file with the content ${hash} is kept.`, { cause });
    this.hash = hash;
  }
}
