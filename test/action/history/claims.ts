/** What the visible text of a comment claims: each change with its targets, this pull request's own and those of others. */
import type { Vote, VoteChange } from './votes.ts'

export interface Claim extends VoteChange {
  readonly target: string
  readonly isBlocked: boolean
}

export interface Claims {
  readonly own: readonly Claim[]
  readonly others: readonly Claim[]
  /** Targets that the heading names. */
  readonly affected: readonly string[]
}

/** What people see of a comment: without what HTML hides, and without the blanks that break a line. */
export function visible(body: string): string {
  return body.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/ +\n/g, '\n')
}

const REQUEST = '`((?:[A-Z]+ )+)https://\\w+\\.example\\.com/\\*`'
const ALERT = new RegExp(
  `^> \\[!CAUTION\\]\\n> Any agent bound to \`(\\w+)\` (.*?)${REQUEST}(.*)\\n> Until now: (.*)\\.\\n([\\s\\S]*?)\\n\\n`,
  'gm',
)
const LINE = new RegExp(`^- \\S+ any agent bound to \`(\\w+)\`(.*?): ${REQUEST}: (.*) → (.*)$`, 'gm')

export function claimsIn(text: string): Claims {
  const [, names = ''] = /^## \S+ ([\w, ]+): /m.exec(text) ?? []
  const affected = names.split(/, | and /)
  const [own = '', others = ''] = text.split('<b>Not from this pull request</b>')
  return { own: claimsOf(own, affected), others: claimsOf(others, affected), affected }
}

function claimsOf(text: string, affected: readonly string[]): readonly Claim[] {
  const alerts = [...text.matchAll(ALERT)].flatMap(([, policy, lead = '', methods, tail = '', was, rest]) =>
    claims({ policy, methods, before: voteOf(was), after: effectOf(lead, tail) }, [tail, rest], affected),
  )
  const lines = [...text.matchAll(LINE)].flatMap(([, policy, notes, methods, was, now]) =>
    claims({ policy, methods, before: voteOf(was), after: voteOf(now) }, [notes, notes], affected),
  )
  return [...alerts, ...lines]
}

function claims(
  said: { policy: string | undefined; methods: string | undefined; before: Vote; after: Vote },
  [where = '', notes = '']: readonly (string | undefined)[],
  affected: readonly string[],
): readonly Claim[] {
  const { policy = '', methods = '', before, after } = said
  const [, only] = / \(([\w, ]+) only\)/.exec(where) ?? []
  const targets = only === undefined ? affected : only.split(/, | and /)
  return targets.flatMap((target) =>
    methods
      .trim()
      .split(' ')
      .map((method) => ({ target, policy, method, before, after, isBlocked: /blocked/i.test(notes) })),
  )
}

function effectOf(lead: string, tail: string): Vote {
  if (tail.startsWith(' with **no human**')) return 'allow'
  if (/^is no longer (denied|asked)/.test(lead)) return 'none'
  return voteOf(lead.startsWith('needs') ? lead : tail)
}

/** @throws for words that are none of these. */
function voteOf(words = ''): Vote {
  const [, group] = /`(finance|security)`/.exec(words) ?? []
  if (group !== undefined) return group as Vote
  if (words.includes('no rule')) return 'none'
  if (words.includes('denied')) return 'deny'
  if (words.includes('allowed')) return 'allow'
  throw new Error(`which vote is '${words}'?`)
}
