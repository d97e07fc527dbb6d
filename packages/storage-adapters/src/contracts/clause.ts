/** A promise of a port, with its proof. Tied to no test runner: a proof throws where the promise is broken. */
export interface Clause<Subject> {
  readonly promise: string;
  prove(subject: Subject): Promise<void>;
}
