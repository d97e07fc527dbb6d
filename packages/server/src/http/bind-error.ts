import { StartError } from "../start-error.ts";

interface Place {
  readonly bind: string;
  readonly port: number;
  /** The settings that say where. */
  readonly settings?: { readonly port: string; readonly bind: string };
}

/** Why a port could not be listened on, in one sentence where that is known. */
export function whyNot(
  error: unknown,
  { bind, port, settings = { port: "PORT", bind: "BIND" } }: Place,
): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const cause = { cause: error };
  if (code === "EADDRINUSE")
    return new StartError(
      `Port ${port} is in use by another program; set ${settings.port} to a free one.`,
      cause,
    );
  if (code === "EACCES")
    return new StartError(
      `This user may not listen on port ${port}; set ${settings.port} to 1024 or more.`,
      cause,
    );
  if (code === "EADDRNOTAVAIL")
    return new StartError(
      `This machine has no address ${bind}; set ${settings.bind} to one that it has.`,
      cause,
    );
  return error;
}
