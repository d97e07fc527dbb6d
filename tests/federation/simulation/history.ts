import type { SeededRandom, SimPerson, Written } from "@trunkline/activitypub/testing";

/** What can be acted upon on the server under test. */
export interface Ground {
  /** Addresses of accounts. */
  readonly accounts: readonly string[];
  /** Addresses of posts. */
  readonly posts: readonly string[];
  readonly sharedInbox: string;
}

/** What must stand at the end, whatever happened on the way. */
export interface Expected {
  /** By the address of the post, or of the account. */
  readonly likes: ReadonlyMap<string, number>;
  readonly boosts: ReadonlyMap<string, number>;
  readonly followers: ReadonlyMap<string, number>;
  /** The content of each post of the others; `undefined` where it was deleted. */
  readonly notes: ReadonlyMap<string, string | undefined>;
}

/** Makes up what people elsewhere do, and keeps count of it. */
export interface History {
  /** One more thing happens, and is sent. */
  act(): void;
  expected(): Expected;
}

/** What somebody has done to something, and can take back. */
interface Toggle {
  readonly person: SimPerson;
  readonly target: string;
  last: Written | undefined;
  turns: number;
}

interface Post {
  readonly number: number;
  readonly person: SimPerson;
  told: Written;
  edits: number;
  isDeleted: boolean;
}

/**
 * To do something, to take it back, and to do it again cannot be told from each other in every order: the second
 * time may look like the first, come late. So people change their minds once.
 */
const MAX_TURNS = 2;
const MAX_EDITS = 4;
const MAX_POSTS = 2000;

/** Builds a history of people on a ground, in which everything happens again and again. */
export function createHistory(people: readonly SimPerson[], ground: Ground, random: SeededRandom): History {
  const likes = togglesOf("like");
  const boosts = togglesOf("boost");
  const follows = togglesOf("follow");
  const posts: Post[] = [];
  const send = (person: SimPerson, told: Written): void => person.send(told, ground.sharedInbox);
  const say = (): void => {
    const person = random.pick(people);
    const told = person.say(`Number ${posts.length}.`, { mentions: [random.pick(ground.accounts)] });
    posts.push({ number: posts.length, person, told, edits: 0, isDeleted: false });
    send(person, told);
  };
  const change = (): void => {
    const post = posts.length < MAX_POSTS / 10 ? undefined : random.pick(posts);
    if (post === undefined || post.isDeleted || post.edits === MAX_EDITS) return say();
    post.edits += 1;
    if (random.chance(0.2)) {
      post.isDeleted = true;
      return send(post.person, post.person.delete(post.told));
    }
    post.told = post.person.edit(post.told, `Edit ${post.edits} of ${post.number}.`);
    return send(post.person, post.told);
  };
  const deeds = [
    () => likes.flip(random.pick(people), random.pick(ground.posts), send),
    () => boosts.flip(random.pick(people), random.pick(ground.posts), send),
    () => follows.flip(random.pick(people), random.pick(ground.accounts), send),
    () => (posts.length < MAX_POSTS ? say() : change()),
    change,
  ];
  return {
    act: () => random.pick(deeds)(),
    expected: () => ({
      likes: likes.counts(),
      boosts: boosts.counts(),
      followers: follows.counts(),
      notes: new Map(posts.map((post) => [noteOf(post.told).id, contentOf(post)])),
    }),
  };
}

function noteOf(told: Written): Written {
  return told["object"] as Written; // posts are told whole
}

function contentOf({ told, isDeleted }: Post): string | undefined {
  return isDeleted ? undefined : String(noteOf(told)["content"]);
}

interface Toggles {
  flip(person: SimPerson, target: string, send: (person: SimPerson, told: Written) => void): void;
  counts(): ReadonlyMap<string, number>;
}

function togglesOf(verb: "like" | "boost" | "follow"): Toggles {
  const toggles = new Map<string, Toggle>();
  return {
    flip(person, target, send) {
      const key = `${person.id} ${target}`;
      const toggle = toggles.get(key) ?? { person, target, last: undefined, turns: 0 };
      toggles.set(key, toggle);
      if (toggle.turns === MAX_TURNS) return;
      toggle.turns += 1;
      const told = toggle.last === undefined ? person[verb](target) : person.undo(toggle.last);
      toggle.last = toggle.last === undefined ? told : undefined;
      send(person, told);
    },
    counts() {
      const counts = new Map<string, number>();
      for (const { target, last } of toggles.values()) {
        counts.set(target, (counts.get(target) ?? 0) + (last === undefined ? 0 : 1));
      }
      return counts;
    },
  };
}
