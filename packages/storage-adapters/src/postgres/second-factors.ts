import type { SecondFactor, SecondFactorStore } from "@trunkline/social";
import type { Sql } from "./connect.ts";
import { secondFactorPlace } from "./secrets.ts";
import type { SecretBox } from "./secrets.ts";

export function secondFactorStore(sql: Sql, box: SecretBox): SecondFactorStore {
  return {
    async begin(user, secret) {
      const sealed = box.seal(secondFactorPlace(user), secret);
      await sql`delete from second_factors where user_id = ${user}`;
      await sql`insert into second_factors (user_id, secret_sealed) values (${user}, ${sealed})`;
    },
    async of(user) {
      const [row] = await sql<(Pick<SecondFactor, "enabledAt"> & { readonly secretSealed: string })[]>`
        select secret_sealed, enabled_at from second_factors where user_id = ${user}`;
      if (row === undefined) return undefined;
      return { user, secret: box.open(secondFactorPlace(user), row.secretSealed), enabledAt: row.enabledAt };
    },
    async enable(user, at) {
      await sql`update second_factors set enabled_at = ${at} where user_id = ${user}`;
    },
    async remove(user) {
      await sql`delete from second_factors where user_id = ${user}`;
    },
    async takeStep(user, step) {
      const { count } = await sql`
        update second_factors set last_step = ${step} where user_id = ${user} and last_step < ${step}`;
      return count > 0;
    },
    async countTry(user, { at, since, most }) {
      const { count } = await sql`
        update second_factors set
          tries = case when coalesce(tries_since <= ${since}, true) then 1 else tries + 1 end,
          tries_since = case when coalesce(tries_since <= ${since}, true) then ${at}::timestamptz else tries_since end
        where user_id = ${user} and (coalesce(tries_since <= ${since}, true) or tries < ${most})`;
      return count > 0;
    },
    async setRecoveryCodes(user, hashes) {
      await sql`update second_factors set recovery_codes = ${[...hashes]}::text[] where user_id = ${user}`;
    },
    async takeRecoveryCode(user, hash) {
      const { count } = await sql`
        update second_factors set recovery_codes = array_remove(recovery_codes, ${hash})
        where user_id = ${user} and ${hash} = any(recovery_codes)`;
      return count > 0;
    },
  };
}
