/**
 * Globs of names (policies, agents, targets), the same everywhere: `*` any
 * characters but '/', `**` any characters, `?` one character but '/', `{a,b}`
 * alternatives, `{1..12}` and `{a..f}` ranges. `!`, `[…]`, `(…)` and `\`, which
 * mean something to other tools, are refused: a glob that matches less than its
 * author thinks guards less. Matching costs at most length × length.
 */

/** More alternatives than this are a typing mistake, or meant to cost time. */
const MAX_ALTERNATIVES = 1000
const MAX_LENGTH = 1000

/** Describes the fault of a glob, in words that follow its text; null: it has none. */
export function nameGlobFault(glob: string): string | null {
  if (glob === '') return 'is empty'
  if (glob.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`
  if (glob.trim() !== glob) return 'begins or ends with a blank'
  if (glob.startsWith('!')) return "begins with '!': a list of globs is a union, so nothing can be taken out"
  const sign = /[![\]()|\\]/.exec(glob)
  if (sign !== null) return `has '${sign[0]}', which a glob cannot have: use *, ?, {a,b} and {1..9}`
  const alternatives = expand(glob)
  return typeof alternatives === 'string' ? alternatives : null
}

/** @param glob without a fault. @throws Error if it has one: the code that read it should have reported that. */
export function matchesNameGlob(glob: string, name: string): boolean {
  return alternativesOf(glob).some((alternative) => matches(alternative, name))
}

/** Tells whether one of the globs matches. */
export function matchesAnyGlob(globs: readonly string[], name: string): boolean {
  return globs.some((glob) => matchesNameGlob(glob, name))
}

const known = new Map<string, readonly string[]>()

function alternativesOf(glob: string): readonly string[] {
  const found = known.get(glob)
  if (found !== undefined) return found
  const fault = nameGlobFault(glob)
  const alternatives = expand(glob)
  if (fault !== null || typeof alternatives === 'string') throw new Error(`the glob ${glob} ${fault}`)
  if (known.size > 1000) known.clear()
  known.set(glob, alternatives)
  return alternatives
}

/** @returns the alternatives without braces, or the fault as a text. */
function expand(glob: string): readonly string[] | string {
  let open = [glob]
  const done: string[] = []
  while (open.length > 0) {
    if (open.length + done.length > MAX_ALTERNATIVES) return `stands for more than ${MAX_ALTERNATIVES} names`
    const next: string[] = []
    for (const text of open) {
      const expanded = withoutInnermostBraces(text)
      if (typeof expanded === 'string') return expanded
      if (expanded === null) done.push(text)
      else next.push(...expanded)
    }
    open = next
  }
  return done
}

/** @returns the alternatives, the fault as a text, or null if there are no braces. */
function withoutInnermostBraces(text: string): readonly string[] | string | null {
  const close = text.indexOf('}')
  const start = close < 0 ? text.indexOf('{') : text.lastIndexOf('{', close)
  if (close < 0 && start < 0) return null
  if (close < 0) return "has a '{' that is not closed"
  if (start < 0) return "has a '}' that was not opened"
  const choices = choicesIn(text.slice(start + 1, close))
  if (typeof choices === 'string') return choices
  const [head, tail] = [text.slice(0, start), text.slice(close + 1)]
  return choices.map((choice) => head + choice + tail)
}

function choicesIn(inside: string): readonly string[] | string {
  const range = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])$/.exec(inside)
  if (range !== null) return rangeOf(range[1] ?? '', range[2] ?? '') ?? 'has a range that does not rise'
  if (inside.includes('..') && !inside.includes(',')) return 'has a range that cannot be read'
  if (!inside.includes(',')) return 'has braces with nothing to choose from'
  return inside.split(',')
}

/** Expands a range as shells do: leading zeros give the width. */
function rangeOf(from: string, to: string): readonly string[] | string | null {
  const isNumber = (text: string): boolean => /\d/.test(text)
  if (isNumber(from) !== isNumber(to)) return null
  const [first, last] = isNumber(from) ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)]
  if (first > last) return null
  if (last - first >= MAX_ALTERNATIVES) return `stands for more than ${MAX_ALTERNATIVES} names`
  const steps = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  if (!isNumber(from)) return steps.map((code) => String.fromCharCode(code))
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0
  return steps.map((step) => padded(step, width))
}

function padded(step: number, width: number): string {
  const digits = String(Math.abs(step))
  return step < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0')
}

/** Follows the set of possible positions in the pattern, so that many stars cost no more than few. */
function matches(pattern: string, name: string): boolean {
  const tokens = pattern.match(/\*+|\?|[^*?]/gu) ?? []
  let reached = withStars(new Set([0]), tokens)
  for (const character of name) {
    const next = new Set<number>()
    for (const position of reached) {
      const after = positionAfter(character, tokens[position], position)
      if (after !== null) next.add(after)
    }
    reached = withStars(next, tokens)
    if (reached.size === 0) return false
  }
  return reached.has(tokens.length)
}

/** @returns null if the character does not match there. */
function positionAfter(character: string, token: string | undefined, position: number): number | null {
  if (token === undefined) return null
  if (token.startsWith('*')) return character === '/' && token.length === 1 ? null : position
  const isMatch = token === '?' ? character !== '/' : token === character
  return isMatch ? position + 1 : null
}

/** Adds the positions behind stars, since a star may match nothing. */
function withStars(positions: Set<number>, tokens: readonly string[]): Set<number> {
  for (const position of positions)
    if (tokens[position]?.startsWith('*') === true) positions.add(position + 1)
  return positions
}
