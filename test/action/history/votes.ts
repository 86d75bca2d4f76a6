/**
 * The policies of a random history, read without the product: what the files and a workspace
 * say of each method. Policy `mail` speaks of the host `mail.example.com` alone, and no agent is
 * bound to any of them.
 */
import { parse } from 'yaml'
import { git } from '../../support/git/git.ts'

export const POLICIES = ['mail', 'notes', 'hooks', 'files'] as const
export const METHODS = ['GET', 'POST', 'PUT'] as const
/** Who approves. */
export const GROUPS = ['finance', 'security'] as const

export type Vote = 'none' | 'allow' | 'deny' | (typeof GROUPS)[number]

/** What a policy says of each of the methods; one of them is no `none`. */
export interface Wanted {
  readonly kinds: readonly ('none' | 'allow' | 'deny' | 'approval_required')[]
  readonly group: (typeof GROUPS)[number]
}

export const READ_ONLY: Wanted = { kinds: ['allow', 'none', 'none'], group: 'finance' }

/** `mail POST` → vote; what has none is not in it. */
export type Votes = ReadonlyMap<string, Vote>

/** One method of one policy. */
export interface VoteChange {
  readonly policy: string
  readonly method: string
  readonly before: Vote
  readonly after: Vote
}

interface Spec {
  readonly policies: readonly {
    readonly permission: 'allow' | 'deny' | 'approval_required'
    readonly operations: readonly string[]
  }[]
  readonly approvals?: readonly { readonly approvers: { readonly groups: readonly Vote[] } }[]
}

export function specOf(policy: string, { kinds, group }: Wanted): object {
  const rules = (['allow', 'deny', 'approval_required'] as const).flatMap((permission) => {
    const operations = METHODS.filter((_method, index) => kinds[index] === permission)
    return operations.length === 0
      ? []
      : [{ permission, operations, resource: `https://${policy}.example.com/*` }]
  })
  const route = { name: 'asked', approvers: { groups: [group] }, defaultDuration: '4h' }
  return { policies: rules, ...(kinds.includes('approval_required') ? { approvals: [route] } : {}) }
}

export function policyText(policy: string, wanted: Wanted): string {
  return `name: ${policy}\nspec: ${JSON.stringify(specOf(policy, wanted))}\n`
}

/** What the policy files of a commit or tree say. */
export function votesAt(folder: string, tree: string): Votes {
  const paths = git(folder, 'ls-tree', '--name-only', tree, 'policies/').split('\n')
  return votesOf(
    paths.map((path) => {
      const { name, spec } = parse(git(folder, 'show', `${tree}:${path}`)) as { name: string; spec: Spec }
      return [name, spec]
    }),
  )
}

export function votesLive(live: ReadonlyMap<string, unknown>): Votes {
  return votesOf([...live].map(([name, spec]) => [name, spec as Spec]))
}

function votesOf(policies: readonly (readonly [string, Spec])[]): Votes {
  return new Map(
    policies.flatMap(([name, { policies: rules, approvals = [] }]) =>
      rules.flatMap(({ permission, operations }) => {
        const vote = permission === 'approval_required' ? approvals[0]?.approvers.groups[0] : permission
        return operations.map((method): [string, Vote] => [`${name} ${method}`, vote ?? 'none'])
      }),
    ),
  )
}

export function changesBetween(before: Votes, after: Votes): readonly VoteChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [policy = '', method = ''] = key.split(' ')
    const change = { policy, method, before: before.get(key) ?? 'none', after: after.get(key) ?? 'none' }
    return change.before === change.after ? [] : [change]
  })
}

/** docs/access-model.md, in votes: to ask where nothing was said opens and closes, and so does the way back. */
export function directionOf({ before, after }: VoteChange): 'wider' | 'mixed' | 'rerouted' | 'narrower' {
  const [old, now] = [rankOf(before), rankOf(after)]
  if (old === now) return 'rerouted'
  if (old + now === 3 && old * now === 2) return 'mixed'
  return now > old ? 'wider' : 'narrower'
}

/** deny, none, approval, allow. */
function rankOf(vote: Vote): number {
  return vote === 'deny' ? 0 : vote === 'none' ? 1 : vote === 'allow' ? 3 : 2
}

export function loosens(change: VoteChange): boolean {
  return directionOf(change) !== 'narrower'
}

/** Whether what was shown is the change, or one that lets more through. */
export function covers(shown: VoteChange, change: VoteChange): boolean {
  const isSame = shown.policy === change.policy && shown.method === change.method
  return isSame && (shown.after === change.after || rankOf(shown.after) > rankOf(change.after))
}
