export { type Cloud, type CloudName, clouds } from './cloud.ts';
export { connectGraph, type GraphSettings } from './connect-graph.ts';
export { GraphError, type GraphErrorCode, type GraphErrorFacts, hasCode, isTransient } from './graph-error.ts';
export type { GraphPort } from './graph-port.ts';
export type {
  Draft,
  FolderRef,
  MailboxRef,
  MailPage,
  MailPort,
  MailReading,
  MailSummary,
} from './mail/mail-port.ts';
export { type Operation, type OperationName, operations, type Permission, uncovered } from './operations.ts';
export type { Credential } from './transport/access-token.ts';
export type { ClientCertificate } from './transport/client-assertion.ts';
