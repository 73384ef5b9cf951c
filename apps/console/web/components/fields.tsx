import { useId } from 'react';
import { useWords } from '../words/use-words.ts';

interface ChoiceOption {
  readonly value: string;
  readonly title: string;
  readonly note?: string | undefined;
}

interface ChoiceFieldProps {
  readonly legend: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of a few, all in sight. */
export function ChoiceField({ legend, options, value, onChange }: ChoiceFieldProps) {
  return (
    <fieldset className="choice-field">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={legend} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.title}</span>
          {option.note && <small>{option.note}</small>}
        </label>
      ))}
    </fieldset>
  );
}

interface TickFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function TickField({ label, checked, onChange }: TickFieldProps) {
  return (
    <label className="tick-field">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly required?: boolean;
  readonly hint?: string;
  readonly type?: 'text' | 'email';
}

export function TextField({ label, value, onChange, rows, required = false, hint, type = 'text' }: TextFieldProps) {
  const id = useId();
  const { optional } = useWords().frame;
  return (
    <div className="text-field">
      <label htmlFor={id}>
        {label}
        {!required && <small> ({optional})</small>}
      </label>
      {rows ? (
        <textarea
          id={id}
          rows={rows}
          value={value}
          required={required}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          id={id}
          type={type}
          value={value}
          required={required}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {hint && <small>{hint}</small>}
    </div>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of several, as many as there may be. */
export function SelectField({ label, options, value, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}
