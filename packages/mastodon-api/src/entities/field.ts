import { fieldToHtml, type ProfileField } from "@trunkline/social";
import { z } from "zod";
import { instant } from "./instant.ts";
import type { Reader } from "./reader.ts";

/** A line of a profile: `value` is HTML, in a source the text as it was typed. */
export interface FieldEntity {
  readonly name: string;
  readonly value: string;
  readonly verified_at: string | null;
}

export const field: z.ZodType<FieldEntity> = z.strictObject({
  name: z.string(),
  value: z.string(),
  verified_at: instant.nullable(),
});

/** A line of a remote account: its value is safe HTML already. */
export function renderField({ name, value, verifiedAt }: ProfileField): FieldEntity {
  return { name, value, verified_at: verifiedAt?.toISOString() ?? null };
}

/** A line of an account from here, whose value is plain text. */
export function renderPlainField(line: ProfileField, { origin }: Pick<Reader, "origin">): FieldEntity {
  return { ...renderField(line), value: fieldToHtml(line.value, { origin }) };
}
