// Control characters are the subject here. Tab and line feed stay where several lines are allowed.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
// eslint-disable-next-line no-control-regex
const lineControls = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/g;

/** The longest run of accents and other marks that any language needs, as Unicode counts them. */
const markRuns = /(\p{M}{30})\p{M}+/gu;

/**
 * A text in NFC (S-096). Of the marks on one letter thirty stay: putting them in order takes a time that grows
 * with the square of their number, which a stranger's text could make a minute (S-164).
 *
 * @see https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
export function toNfc(text: string): string {
  return text.replaceAll(markRuns, "$1").normalize("NFC");
}

/** A text of several lines as it is kept: NFC, `\n` between lines, no NUL, no lone surrogates (S-096). */
export function tidyText(text: string): string {
  return toNfc(text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(controls, ""));
}

/** A name or title as it is kept: as `tidyText`, in one line, and unable to turn the text around it (S-052). */
export function tidyLine(text: string): string {
  return toNfc(text.toWellFormed().replaceAll(lineControls, " ").replaceAll(directionOverrides, "")).trim();
}

/** A description of several lines, which like a name cannot turn the text around it (S-052). */
export function tidyCaption(text: string): string {
  return tidyText(text).replaceAll(directionOverrides, "").trim();
}
