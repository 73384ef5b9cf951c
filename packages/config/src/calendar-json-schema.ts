/** What an editor knows of a calendar's written form. Core's `parseCalendarSpec` is what reads it, and knows all its rules. */
export const calendarJsonSchema = {
  description: 'When the desk works: weekly hours in a time zone, holidays, exceptions, seasons.',
  type: 'object',
  anyOf: [{ required: ['timeZone'] }, { required: ['union'] }],
  additionalProperties: false,
  properties: {
    timeZone: { type: 'string', description: 'IANA time zone.' },
    weekly: weekly('Hours of each weekday; a missing day is closed.'),
    holidays: {
      type: 'array',
      description: 'Dates on which no shift begins.',
      items: {
        anyOf: [
          date(),
          keys({ date: date(), name: { type: 'string' } }, ['date']),
          keys(
            {
              region: {
                type: 'string',
                examples: ['GB-ENG', 'CA-NS', 'DE-BY'],
                description: 'A country or a part of one.',
              },
              bank: { type: 'boolean', description: 'Bank holidays too.' },
              language: { type: 'string', examples: ['en', 'de'], description: 'Of the names of the holidays.' },
            },
            ['region'],
          ),
          keys({ ics: { type: 'string', description: 'A calendar file.' } }, ['ics']),
        ],
      },
    },
    exceptions: {
      type: 'object',
      description: 'A date’s hours instead of all else; an empty list closes it.',
      additionalProperties: hours(),
    },
    seasons: {
      type: 'array',
      description: 'Other weekly hours between two dates, both included.',
      items: keys({ name: { type: 'string' }, from: date(), to: date(), weekly: weekly() }, ['from', 'to', 'weekly']),
    },
    revisions: {
      type: 'array',
      description: 'Other weekly hours from a date on.',
      items: keys({ from: date(), weekly: weekly() }, ['from', 'weekly']),
    },
    union: { type: 'array', items: { type: 'string' }, description: 'Open while any of these calendars is.' },
  },
};

function keys(properties: object, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function date() {
  return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
}

function hours() {
  return {
    anyOf: [
      { type: 'string', examples: ['09:00-17:30', '08:00-12:00, 13:00-16:30', 'always', 'closed'] },
      {
        type: 'array',
        items: {
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }],
        },
      },
    ],
  };
}

function weekly(description?: string) {
  return {
    ...(description !== undefined && { description }),
    anyOf: [
      { const: 'always' },
      { type: 'object', additionalProperties: hours(), examples: [{ 'mon-fri': '09:00-17:30' }] },
    ],
  };
}
