// Control characters are the subject here. Tab and line feed stay where several lines are allowed.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
// eslint-disable-next-line no-control-regex
const lineControls = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of several lines as it is kept: NFC, `\n` between lines, no NUL, no lone surrogates (S-096). */
export function tidyText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(controls, "").normalize("NFC");
}

/** A name or title as it is kept: as `tidyText`, in one line, and unable to turn the text around it (S-052). */
export function tidyLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(lineControls, " ")
    .replaceAll(directionOverrides, "")
    .normalize("NFC")
    .trim();
}
