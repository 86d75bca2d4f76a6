/** Where the comments of a YAML text are: what only looks like one, within quotes or a block of text, is none. */
import { Lexer } from 'yaml'
import type { Span } from './node.ts'

/** How the lexer announces a scalar, whose text may start with anything. */
const SCALAR_FOLLOWS = '\x1f'
/** What the lexer says of its own, without a character of the text. */
const SIGNS = new Set(['\x02', '\x18', SCALAR_FOLLOWS])

/** In the order of the text, without line ends. */
export function commentsIn(text: string): readonly Span[] {
  const comments: Span[] = []
  let at = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: at, end: at + lexeme.trimEnd().length })
    const isSign: boolean = !isScalar && SIGNS.has(lexeme)
    isScalar = isSign && lexeme === SCALAR_FOLLOWS
    if (!isSign) at += lexeme.length
  }
  return comments
}
