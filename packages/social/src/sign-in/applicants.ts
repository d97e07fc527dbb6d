import { existingAccount } from "../accounts/existing.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { after, days } from "../kernel/time.ts";
import type { Work } from "../stores.ts";
import { bringIn } from "./confirmations.ts";
import type { SignUpNeeds } from "./sign-up-needs.ts";
import { newLetter } from "./letters.ts";
import type { SignUps } from "./sign-up.ts";
import type { User } from "./sign-in.store.ts";

type Applicants = Pick<SignUps, "applicants" | "approve" | "reject" | "forgetUnconfirmed">;

/** So many are removed in one transaction. */
const batch = 100;

/** Those who wait to be let in, and those who never came. */
export function createApplicants({ storage, clock, ids }: SignUpNeeds): Applicants {
  const { stores, transact } = storage;
  return {
    async applicants(afterId, limit) {
      const users = await stores.users.waiting(afterId, limit);
      const accounts = await stores.accounts.byIds(users.map(({ account }) => account));
      const found = new Map(accounts.map((account) => [account.id, account]));
      const rows = await Promise.all(
        users.map(async (user) => ({ user, signUp: await stores.signUps.of(user.id) })),
      );
      return rows.flatMap((row) => {
        const account = found.get(row.user.account);
        return account === undefined ? [] : [{ ...row, account }];
      });
    },

    approve: (account) =>
      transact(async (work) => {
        const user = await userOf(work, account);
        if (user.waitsSince === undefined) return;
        await work.users.update(user.id, { waitsSince: undefined });
        if (user.confirmedAt === undefined) return;
        await bringIn(work, user);
        const owner = await existingAccount(work.accounts, account);
        await work.letters.add(newLetter("sign-up-approved", { user, owner }, { ids, at: clock.now() }));
      }),

    reject: (account) =>
      transact(async (work) => {
        const user = await userOf(work, account);
        if (user.waitsSince === undefined) throw new Refusal("not-found");
        const owner = await existingAccount(work.accounts, account);
        await remove(work, user);
        const reader = { user, owner, isGone: true };
        if (user.confirmedAt !== undefined)
          await work.letters.add(newLetter("sign-up-rejected", reader, { ids, at: clock.now() }));
      }),

    forgetUnconfirmed: () =>
      transact(async (work) => {
        const users = await work.users.unconfirmed(after(clock.now(), -days(7)), batch);
        for (const user of users) await remove(work, user);
        return users.length;
      }),
  };
}

async function userOf({ users }: Work, account: AccountId): Promise<User> {
  const user = await users.byAccount(account);
  if (user === undefined) throw new Refusal("not-found");
  return user;
}

/** Nobody has ever seen the account, so its name is free again. */
async function remove(work: Work, user: User): Promise<void> {
  await work.users.remove(user.id);
  await work.accounts.erase(user.account);
}
