/** Remembers how to stop what was started, and stops it last first, each once, even where one of them fails. */
export class StopInOrder {
  readonly #stops: { readonly name: string; readonly stop: () => Promise<void> | void }[] = [];

  add(name: string, stop: () => Promise<void> | void): void {
    this.#stops.push({ name, stop });
  }

  /** Returns what could not be stopped, by name. */
  async run(): Promise<readonly { readonly name: string; readonly error: unknown }[]> {
    const failures: { name: string; error: unknown }[] = [];
    for (let next = this.#stops.pop(); next; next = this.#stops.pop()) {
      try {
        await next.stop();
      } catch (error) {
        failures.push({ name: next.name, error });
      }
    }
    return failures;
  }
}
