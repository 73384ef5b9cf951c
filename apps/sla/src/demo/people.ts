/** Customers of the demo desk. Their organisations stand in demo/sla.config.yaml. */
export const customers: readonly { readonly name: string; readonly address: string }[] = [
  { name: 'Mira Halvorsen', address: 'mira.halvorsen@lindmark.example' },
  { name: 'Erik Sund', address: 'erik.sund@lindmark.example' },
  { name: 'Priya Nair', address: 'priya.nair@ashdown.example' },
  { name: 'George Whitlock', address: 'g.whitlock@ashdown.example' },
  { name: 'Sofia Marques', address: 'sofia.marques@harbourschools.example' },
  { name: 'Daniel Adeyemi', address: 'daniel.adeyemi@harbourschools.example' },
  { name: 'Claire Boudreau', address: 'claire.boudreau@meridian.example' },
  { name: 'Noor Rahman', address: 'noor.rahman@meridian.example' },
  { name: 'Katrin Vogel', address: 'katrin.vogel@kestrel.example' },
];

/** Who answers which tier, in turn. */
export const agents = ['agent:ann', 'agent:tomas', 'agent:ines', 'agent:jonas'] as const;
