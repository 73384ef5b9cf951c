import type { CaughtMailDetailJson, CaughtMailListJson, HeldMailDetailJson, HeldMailJson } from '@sla/console';
import type { CaughtMail, CaughtMails, HeldMail, ShownMail } from '@sla/email';
import { expectTypeOf, test } from 'vitest';

// Apps import no other app, so each writes down what goes from one to the other; here both are seen.
test('the console reads caught and held mail as the mail app hands it out', () => {
  expectTypeOf<HeldMail>().toExtend<HeldMailJson>();
  expectTypeOf<ShownMail>().toExtend<HeldMailDetailJson>();
  expectTypeOf<CaughtMails>().toExtend<CaughtMailListJson>();
  expectTypeOf<CaughtMail>().toExtend<CaughtMailDetailJson>();
});
