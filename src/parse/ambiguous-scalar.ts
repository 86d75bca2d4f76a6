/**
 * Recognises plain scalars that are strings in YAML 1.2, and that another parser
 * takes for a number, a date, a boolean or null. The code that writes one quotes it.
 */

/** Words with a special meaning in YAML 1.1 or 1.2: booleans, null, `=`, `<<`, infinity and not-a-number. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan)$/i
/** `1_000`, `0o7`, `0b1`, `1e3`, `1.`, and `12:30:45`, which is a number to base 60; also `e0` and `.`, which some parsers wrongly take for numbers. */
const NUMBER = /^[-+]?(?:0[xob][\da-f_]+|[\d_.,:]*(?:e[-+]?\d+)?|[\d_.,:]*\de[-+]?)$/i
/** `2024-01-01`, with or without a time. */
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[t\s])/i

/** Tells whether a plain scalar is a string for every parser. It does not check for characters with a meaning in YAML, such as ': '. */
export function isTextEverywhere(text: string): boolean {
  return !WORD.test(text) && !NUMBER.test(text) && !DATE.test(text)
}
