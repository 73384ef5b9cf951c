import type { Selectable } from 'kysely';

import type { Organisation } from '../records.ts';
import type { OrganisationTable } from '../tables.ts';
import { orNull, present, toText, toTexts } from './values.ts';

export type OrganisationRow = Selectable<OrganisationTable>;

export function toOrganisation(row: OrganisationRow): Organisation {
  return {
    id: row.id,
    name: row.name,
    domains: row.domains,
    ...present({
      policy: row.policy,
      timeZone: row.time_zone,
      language: row.language,
      accountManager: row.account_manager,
    }),
  };
}

export function fromOrganisation(organisation: Organisation): OrganisationRow {
  return {
    id: organisation.id,
    name: toText(organisation.name),
    domains: toTexts(organisation.domains).map((domain) => domain.toLowerCase()),
    policy: organisation.policy ?? null,
    time_zone: organisation.timeZone ?? null,
    language: organisation.language ?? null,
    account_manager: orNull(organisation.accountManager, toText),
  };
}
