import { readFileSync } from "node:fs";

export interface Program {
  readonly language: "ts" | "js";
  readonly text: string;
}

/** The first fenced block of TypeScript or JavaScript in a Markdown file. */
export function firstProgram(path: string): Program {
  const [, language, text] = /^```(ts|js)\n(.*?)^```$/ms.exec(readFileSync(path, "utf8")) ?? [];
  if (text === undefined) throw new Error(`${path} shows no program`);
  return { language: language === "js" ? "js" : "ts", text };
}
