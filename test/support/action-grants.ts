/**
 * The policies of a random history, read without the product: what the files and the
 * workspace grant, and what the words of a comment claim. A grant is `mail POST`: whoever is
 * bound to policy mail may POST at the host of that name.
 */
import { parse } from 'yaml'
import { git } from './git.ts'

export const POLICIES = ['mail', 'notes', 'hooks', 'files'] as const
export const METHODS = ['GET', 'POST', 'PUT'] as const

export type Grants = ReadonlySet<string>

/** @param mask which of the methods, as bits. */
export function grantingText(policy: string, mask: number): string {
  const methods = METHODS.filter((_method, bit) => (mask & (1 << bit)) !== 0)
  const rule = `{ permission: allow, operations: [${methods.join(', ')}], resource: "https://${policy}.example.com/*" }`
  return `name: ${policy}\nspec:\n  policies:\n    - ${rule}\n`
}

interface GrantingSpec {
  readonly policies: readonly { readonly operations: readonly string[] }[]
}

function grantsOf(policy: string, { policies }: GrantingSpec): readonly string[] {
  return policies.flatMap(({ operations }) => operations.map((method) => `${policy} ${method}`))
}

/** What the policy files of a commit or tree grant. */
export function grantsAt(folder: string, tree: string): Grants {
  const paths = git(folder, 'ls-tree', '--name-only', tree, 'policies/').split('\n')
  return new Set(
    paths.flatMap((path) => {
      const { name, spec } = parse(git(folder, 'show', `${tree}:${path}`)) as {
        name: string
        spec: GrantingSpec
      }
      return grantsOf(name, spec)
    }),
  )
}

export function grantsLive(live: ReadonlyMap<string, unknown>): Grants {
  return new Set([...live].flatMap(([name, spec]) => grantsOf(name, spec as GrantingSpec)))
}

/** In a, and not in b. */
export function without(a: Grants, b: Grants): Grants {
  return new Set([...a].filter((grant) => !b.has(grant)))
}

export function policiesOf(grants: Grants): readonly string[] {
  return [...new Set([...grants].map((grant) => grant.split(' ')[0] ?? ''))].toSorted()
}

/** What people see of a comment: without what HTML hides. */
export function visible(body: string): string {
  return body.replaceAll(/<!--[\s\S]*?-->/g, '')
}

const REQUEST = '`((?:[A-Z]+ )+)https://(\\w+)\\.example\\.com/\\*`'
const OPENED = new RegExp(
  `whoever is bound to \`\\w+\` may ${REQUEST} with \\*\\*no human|🔺 .*?${REQUEST}: no rule → \\**allowed`,
  'gi',
)
const CLOSED = new RegExp(`🔻 .*?${REQUEST}: allowed → no rule`, 'g')

/** What the text says is opened; each is one grant. */
export function claimedOpen(text: string): Grants {
  return claims(text, OPENED)
}

export function claimedClosed(text: string): Grants {
  return claims(text, CLOSED)
}

function claims(text: string, pattern: RegExp): Grants {
  return new Set(
    [...text.matchAll(pattern)].flatMap((match) => {
      const [methods = '', policy = ''] = match.slice(1).filter((group) => group !== undefined)
      return methods
        .trim()
        .split(' ')
        .map((method) => `${policy} ${method}`)
    }),
  )
}
