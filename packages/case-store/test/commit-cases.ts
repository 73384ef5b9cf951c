import { opened, sampleCase, sampleChange, sampleMessage } from '../src/contract/samples.ts';
import { openCaseStore } from '../src/index.ts';

/** Saves one case after the other and prints the id of each that was committed, until it is killed or has saved so many. */
async function commitCases(folder: string, first: number, count: number): Promise<void> {
  const store = await openCaseStore({ kind: 'embedded', folder });
  process.stdout.write('open\n');
  for (let index = first; index < first + count; index += 1) {
    const id = `case-${index}`;
    await store.transaction(async (unit) => {
      await unit.addMessage(sampleMessage(`message-${index}`, id));
      await unit.saveCase(sampleChange(sampleCase(id), { events: [opened()] }));
      await unit.enqueue([{ key: `receipt-${index}`, destination: 'mail', caseId: id, payload: {} }]);
    });
    process.stdout.write(`${id}\n`);
  }
  await store.close();
}

const [folder = '', first = '0', count = '0'] = process.argv.slice(2);
await commitCases(folder, Number(first), Number(count));
