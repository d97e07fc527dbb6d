import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import type { SMTPServerOptions } from "smtp-server";

/** A letter as the mail server got it. */
export interface Post {
  readonly from: string;
  readonly to: readonly string[];
  /** With its headers, and soft line breaks undone. */
  readonly text: string;
  /** As it came. */
  readonly raw: string;
}

/** A mail server on the loopback address. */
export interface MailServer {
  readonly port: number;
  readonly received: readonly Post[];
  close(): Promise<void>;
}

export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Post[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    ...options,
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => void parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: plain(Buffer.concat(parts).toString("utf8")),
          raw: Buffer.concat(parts).toString("utf8"),
        });
        callback();
      });
    },
  });
  server.on("error", () => undefined); // a client that hangs up is no fault of a test
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (typeof address !== "object" || address === null) throw new Error("The mail server has no port.");
  return {
    port: address.port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What a quoted-printable text says. */
export function plain(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
