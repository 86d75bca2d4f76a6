/** The files that a ledger's tree may have, and their content. */
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Bindings } from '../policy/binding.ts'
import type { LedgerContents, Review } from '../policy/ledger-snapshot.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import { type Fault, faultOfItems, faultOfObject, isFields } from '../policy/shape.ts'
import { faultOfSpec } from '../policy/spec-shape.ts'

/** The format that is written; earlier ones are read as well. */
export const LEDGER_FORMAT = 2

/**
 * Releases that know only format 1 stop at the first unknown file, in the order of names, and
 * print its name. So the name says what to do.
 */
export const FORMAT_FILE = 'FORMAT-2-needs-a-newer-policyctl.json'
export const FORMAT_TEXT = `${JSON.stringify({ formatVersion: LEDGER_FORMAT }, null, 2)}\n`

/** The statement of a commit, which stands in its own tree. */
export const EVIDENCE_FILE = 'evidence.dsse.json'

export type LedgerFolder = 'policies' | 'pending' | 'shown'

export type LedgerFilePlace =
  | { readonly kind: 'policy'; readonly folder: LedgerFolder; readonly name: string }
  | { readonly kind: 'file'; readonly file: keyof typeof FILES | typeof FORMAT_FILE }

/** Classifies a file of the tree. @throws PolicyctlError ledger-unreadable. */
export function placeOf(path: string, treeish: string): LedgerFilePlace {
  if (path === FORMAT_FILE || isKnownFile(path)) return { kind: 'file', file: path }
  const match = /^(policies|pending|shown)\/([^/]+)\.json$/.exec(path)
  const name = match?.[2] ?? ''
  if (!isSafeName(name) || RESERVED_NAMES.includes(name)) throw unreadable(path, treeish, null)
  return { kind: 'policy', folder: match?.[1] as LedgerFolder, name }
}

/**
 * Reads a file: a spec, the specs of a pending policy, or the part of the tree
 * that it holds.
 * Content from a remote is checked before anything computes with it.
 * @throws PolicyctlError ledger-unreadable.
 */
export function valueAt(
  place: LedgerFilePlace,
  content: Buffer | undefined,
  { path, treeish }: { readonly path: string; readonly treeish: string },
): unknown {
  const text = content?.toString('utf8') ?? ''
  if (place.kind === 'file') {
    const part = place.file === FORMAT_FILE ? {} : FILES[place.file].read(text)
    if (typeof part !== 'string') return part
    throw unreadable(path, treeish, part)
  }
  const value = jsonIn(text)
  const fault = place.folder === 'pending' ? faultOfPending(value) : faultOfPolicy(value)
  if (fault !== null) throw unreadable(path, treeish, fault)
  const { spec, specs, isAnswer } = value as Readonly<Record<string, unknown>>
  if (place.folder === 'shown') return { spec, isAnswer: isAnswer === true }
  return place.folder === 'pending' ? specs : spec
}

/** The single files of a tree, those that there are. */
export function fileTexts(tree: LedgerContents) {
  return Object.entries(FILES).flatMap(([path, { key, text }]) => {
    const value = tree[key]
    return value === null ? [] : [{ path, value, text: () => text(value as never) }]
  })
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** `read` gives the part of the tree, or says what is wrong with the text. */
const FILES = {
  'bindings.json': {
    key: 'bindings',
    text: (bindings: Bindings) =>
      jsonText({ agents: [...bindings].map(([agent, policies]) => ({ agent, policies })) }),
    read: (text: string) => {
      const value = jsonIn(text)
      return isBindings(value)
        ? { bindings: new Map(value.agents.map(({ agent, policies }) => [agent, policies])) }
        : 'it is not a list of agents with their policies'
    },
  },
  'config.yaml': {
    key: 'config',
    text: (config: string) => config,
    read: (config: string) => ({ config }),
  },
  [EVIDENCE_FILE]: {
    key: 'evidence',
    text: (evidence: string) => evidence,
    read: (evidence: string) => ({ evidence }),
  },
  'review.json': {
    key: 'review',
    text: (review: Review) => jsonText(review),
    read: (text: string) => {
      const review = jsonIn(text)
      return isReview(review) ? { review } : 'it is not a list of pull requests and approvals'
    },
  },
} as const

function isKnownFile(path: string): path is keyof typeof FILES {
  return Object.hasOwn(FILES, path)
}

function isBindings(value: unknown): value is { agents: { agent: string; policies: string[] }[] } {
  if (!isFields(value) || !Array.isArray(value.agents)) return false
  return value.agents.every(
    (one) => isFields(one) && typeof one.agent === 'string' && isListOf('string', one.policies),
  )
}

function isReview(value: unknown): value is Review {
  if (!isFields(value) || !Array.isArray(value.pullRequests) || !Array.isArray(value.approvals)) return false
  const isApproval = (one: unknown): boolean =>
    isFields(one) && [one.by, one.commit, one.at].every((text) => typeof text === 'string')
  const { rulesets = null } = value
  return (
    (rulesets === null || isRulesets(rulesets)) &&
    value.pullRequests.every((one) => typeof one === 'string' || typeof one === 'number') &&
    value.approvals.every(isApproval)
  )
}

function isRulesets(value: unknown): boolean {
  if (!isFields(value) || !Array.isArray(value.rules)) return false
  return typeof value.branch === 'string' && value.rules.every(isFields)
}

function isListOf(type: 'string', value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === type)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultOfPolicy(value: unknown): Fault {
  return isFields(value) ? faultOfSpec(value.spec, 'spec') : faultOfObject(value, 'it')
}

function faultOfPending(value: unknown): Fault {
  if (!isFields(value)) return faultOfObject(value, 'it')
  return faultOfItems(value.specs, 'specs', (spec, at) => (spec === null ? null : faultOfSpec(spec, at)))
}

function unreadable(path: string, treeish: string, fault: Fault): PolicyctlError {
  const why = fault === null ? '' : `: ${fault}`
  return new PolicyctlError('ledger-unreadable', {
    message: `the ledger at ${treeish.slice(0, 12)} holds '${path}', which policyctl never writes${why}`,
    hint: `${docsPage('ledger.md#repair')} says how to go back to an earlier revision of it`,
  })
}
