/** How each loader is made from what a request may reach. Several records of them may be spread into one. */
export type LoaderFactories<Source> = Readonly<Record<string, (source: Source) => unknown>>;

/** What all factories need together. */
type SourceOf<Factories extends LoaderFactories<never>> = Factories[keyof Factories] extends (
  source: infer S,
) => unknown
  ? S
  : never;

type LoadersOf<Factories extends LoaderFactories<never>> = {
  readonly [Name in keyof Factories]: ReturnType<Factories[Name]>;
};

const source = Symbol('source');

/**
 * Answers a function that makes the loaders of one request. Each loader is made when it is first read: a request uses
 * few of them, and making all of them was a twentieth of what a request costs.
 *
 * Read the loaders by name: spread or listed, those that were not read yet are missing.
 */
export function defineLoaders<Factories extends LoaderFactories<never>>(
  factories: Factories,
): (source: SourceOf<Factories>) => LoadersOf<Factories> {
  const prototype = {};
  for (const [name, make] of Object.entries(factories)) {
    Object.defineProperty(prototype, name, { get: readOnce(name, make) });
  }
  return (reach) => {
    // The parse helper of this room: the prototype has a getter for every name, with what its factory makes.
    const loaders: LoadersOf<Factories> & { [source]: SourceOf<Factories> } = Object.create(prototype);
    loaders[source] = reach;
    return loaders;
  };
}

/** A getter that makes the loader and then gives way to it. */
function readOnce(name: string, make: LoaderFactories<never>[string]) {
  return function read(this: { readonly [source]: never }): unknown {
    const value = make(this[source]);
    Object.defineProperty(this, name, { value });
    return value;
  };
}
