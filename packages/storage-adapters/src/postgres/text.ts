/** Text for the beginning of a LIKE pattern: its wildcards stand for themselves. */
export function likeStart(text: string): string {
  return `${escaped(text.toLowerCase())}%`;
}

/** Text for a LIKE pattern that finds it anywhere. */
export function likeAnywhere(text: string): string {
  return `%${escaped(text.toLowerCase())}%`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
