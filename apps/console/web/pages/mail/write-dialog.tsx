import { useState } from 'react';

import { problemText } from '../../api/client.ts';
import { useWriteAsCustomer } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { useWords } from '../../words/use-words.ts';
import { SAMPLE_CUSTOMERS, SAMPLE_MAILS } from './sample-mails.ts';

/** A new mail to the desk from a customer: it goes in by SMTP, as any mail does. */
export function WriteDialog({ onClose }: { readonly onClose: () => void }) {
  const { desk } = useDesk();
  const { frame, mail: words } = useWords();
  const customers = desk.customers ?? SAMPLE_CUSTOMERS;
  const [name, setName] = useState(customers[0]?.name ?? '');
  const [from, setFrom] = useState(customers[0]?.address ?? '');
  const [subject, setSubject] = useState(SAMPLE_MAILS[0]?.subject ?? '');
  const [text, setText] = useState(SAMPLE_MAILS[0]?.text ?? '');
  const write = useWriteAsCustomer();
  const announce = useAnnounce();
  const send = () =>
    write.mutate(
      { from, subject, text, ...(name.trim() && { name: name.trim() }) },
      {
        onSuccess: () => {
          announce(words.dialog.said);
          onClose();
        },
      },
    );
  const chooseCustomer = (address: string) => {
    const customer = customers.find((each) => each.address === address);
    setName(customer?.name ?? '');
    setFrom(customer?.address ?? '');
  };
  const chooseMail = (title: string) => {
    const mail = SAMPLE_MAILS.find((each) => each.title === title);
    setSubject(mail?.subject ?? '');
    setText(mail?.text ?? '');
  };
  return (
    <Dialog
      title={words.write}
      confirm={write.isPending ? frame.sending : words.dialog.send}
      onConfirm={send}
      onClose={onClose}
      busy={write.isPending}
      problem={write.error ? problemText(write.error, frame) : undefined}
    >
      <div className="field-pair">
        <SelectField
          label={words.dialog.customer}
          options={customers.map((each) => [each.address, withOrganisation(each)] as const)}
          value={customers.some((each) => each.address === from) ? from : ''}
          other={words.dialog.somebodyElse}
          onChange={chooseCustomer}
        />
        <SelectField
          label={words.dialog.about}
          options={SAMPLE_MAILS.map((each) => [each.title, each.title] as const)}
          value={SAMPLE_MAILS.find((each) => each.subject === subject)?.title ?? ''}
          other={words.dialog.somethingElse}
          onChange={chooseMail}
        />
        <TextField label={words.dialog.name} value={name} onChange={setName} />
        <TextField label={words.dialog.from} type="email" value={from} onChange={setFrom} required />
      </div>
      <TextField label={words.dialog.subject} value={subject} onChange={setSubject} required />
      <TextField label={words.dialog.message} value={text} onChange={setText} rows={8} required />
      <p className="quiet">{words.dialog.to(desk.address)}</p>
    </Dialog>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string;
  readonly other: string;
  readonly onChange: (value: string) => void;
}

function SelectField({ label, options, value, other, onChange }: SelectFieldProps) {
  return (
    <label className="text-field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, title]) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
        <option value="">{other}</option>
      </select>
    </label>
  );
}

function withOrganisation(customer: { readonly name: string; readonly organisation?: string }): string {
  return customer.organisation ? `${customer.name}, ${customer.organisation}` : customer.name;
}
