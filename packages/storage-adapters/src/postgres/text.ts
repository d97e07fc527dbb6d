/** Text for the beginning of a LIKE pattern: its wildcards stand for themselves. */
export function likeStart(text: string): string {
  return `${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
