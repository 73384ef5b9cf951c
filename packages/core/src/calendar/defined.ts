type Optional<Row> = { [Key in keyof Row]: undefined extends Row[Key] ? Key : never }[keyof Row];

type Defined<Row> = { readonly [Key in Exclude<keyof Row, Optional<Row>>]: Row[Key] } & {
  readonly [Key in Optional<Row>]?: Exclude<Row[Key], undefined>;
};

/** The record without the keys that are undefined: an absent setting has no key at all. */
export function defined<Row extends object>(row: Row): Defined<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Defined<Row>;
}
