const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE = 58n;
/** Reading takes longer by the square of the length; a signature or key has less than ninety characters. */
const MAX_LENGTH = 128;

/**
 * Writes bytes in base58btc, with the `z` that says so.
 *
 * @see https://www.w3.org/TR/cid-1.0/#multibase-0
 */
export function writeMultibase(bytes: Uint8Array): string {
  let value = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; value > 0n; value /= BASE) text = ALPHABET.charAt(Number(value % BASE)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `z${ALPHABET.charAt(0).repeat(zeros === -1 ? bytes.length : zeros)}${text}`;
}

/** Reads bytes in base58btc. `undefined` for any other base, for other characters, and for more than 127 of them. */
export function readMultibase(text: string): Buffer | undefined {
  if (text.length > MAX_LENGTH || !/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return undefined;
  const digits = text.slice(1);
  let value = 0n;
  for (const digit of digits) value = value * BASE + BigInt(ALPHABET.indexOf(digit));
  const zeros = /^1*/.exec(digits)?.[0].length ?? 0;
  const hex = value === 0n ? "" : value.toString(16);
  return Buffer.from("00".repeat(zeros) + (hex.length % 2 === 0 ? hex : `0${hex}`), "hex");
}
