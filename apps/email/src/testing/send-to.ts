import { createTransport, type SendMailOptions } from 'nodemailer';

import type { DeskForTest } from './desk-for-test.ts';
import { deskAddress } from './test-desk.ts';

/** Sends a mail as a customer's program does, and waits until the desk has made of it what it is. */
export async function sendTo(desk: DeskForTest, mail: SendMailOptions): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: desk.port, ignoreTLS: true });
  const usual = { from: 'Mia Lind <mia@customer.example>', to: deskAddress, subject: 'Help', text: 'Hello' };
  await transport.sendMail({ ...usual, ...mail });
  await desk.channel.idle();
}
