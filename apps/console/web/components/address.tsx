/** A mail address that breaks after its @, where it must break. */
export function Address({ of }: { readonly of: string }) {
  const [name = '', domain] = of.split(/(?<=@)/);
  return (
    <>
      {name}
      <wbr />
      {domain}
    </>
  );
}
