/**
 * Text of others (names and specs from live, messages of servers, files) made
 * safe for one line of a terminal: control characters, ANSI sequences and
 * characters that reverse or hide text are shown by their code.
 *
 * So is what GitHub takes for a command in the log of a workflow: `::` at the
 * start of a line, blanks before it or not, and `##[` anywhere. User names and
 * passwords of URLs are nobody's business.
 */
import { hiddenUserinfo } from '../policy/userinfo.ts'

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }

export function printable(text: string): string {
  const shown = hiddenUserinfo(text).replace(
    UNPRINTABLE,
    (character) => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
  return shown.replace(/^(\s*):(?=:)/, '$1\\u{3a}').replaceAll('##[', '#\\u{23}[')
}
