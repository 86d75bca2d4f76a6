/**
 * Makes the HTML pages of a pack: one for each change of policies or bindings, and
 * one for each end of the span. If all would be too much, the riskiest changes get
 * one; each page tells itself what it leaves out.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import { pageDocument } from '../answers/page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Pack } from '../evidence/pack.ts'
import { workspaceSides } from '../evidence/record-only.ts'
import { heldSides } from '../evidence/recorded-access.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { pageHtml } from './page-html.ts'

export interface PackMaps {
  readonly begin: string
  readonly end: string
  /** Pages by the id of the commit. */
  readonly changes: ReadonlyMap<string, string>
  /** The number of changes without a page: too many, or too entangled. */
  readonly leftOut: number
}

/** Characters of all pages of changes together. */
const MOST = 50_000_000

/** @param most characters. */
export function evidenceMaps(
  { changes, begin, end, parentOf }: Pack,
  tool: string,
  most: number = MOST,
): PackMaps {
  const drawn = new Map<string, string>()
  const wanted = changes.filter(({ commit }) => hasChanged(commit, parentOf(commit)))
  let room = most
  for (const { commit } of wanted.toSorted((a, b) => riskOf(b) - riskOf(a))) {
    const html = room > 0 ? changeMap(commit, parentOf(commit), tool) : null
    if (html === null || html.length > room) continue
    room -= html.length
    drawn.set(commit.oid, html)
  }
  return {
    begin: endMap(begin, tool),
    end: endMap(end, tool),
    changes: drawn,
    leftOut: wanted.length - drawn.size,
  }
}

function hasChanged(commit: ChainCommit, parent: ChainCommit | null): boolean {
  return commit.policies !== parent?.policies || commit.bindings !== parent?.bindings
}

function riskOf({ statement }: VerifiedCommit): number {
  return (statement?.predicate.access ?? []).filter(({ direction }) => direction !== 'narrower').length
}

/** @returns null where there is nothing that could be drawn. */
function changeMap(commit: ChainCommit, parent: ChainCommit | null, tool: string) {
  const { contents, oid, said } = commit
  if (contents === null || (parent !== null && parent.contents === null)) return null
  const [before, after] = workspaceSides(parent?.contents ?? null, { ...commit, contents })
  const title = `${said?.deed ?? 'apply'} at ${said?.appliedAt ?? ''}`
  const former = { name: parent === null ? 'nothing' : sideName(parent.oid), access: before }
  return drawnOrNull({ title, tool, name: sideName(oid), before: former, after })
}

const NOTHING: AccessSide = { policies: new Map(), bindings: new Map() }

function endMap(commit: ChainCommit | null, tool: string): string {
  const [, after] = commit?.contents == null ? [NOTHING, NOTHING] : heldSides(null, commit.contents)
  const name = commit === null ? 'nothing was applied' : sideName(commit.oid)
  const title = commit === null ? 'Before the first apply' : `As applied at ${commit.said?.appliedAt ?? ''}`
  return drawn({ title, tool, name, before: null, after })
}

function sideName(oid: string): string {
  return `ledger ${oid.slice(0, 12)}`
}

interface Drawing {
  readonly title: string
  readonly tool: string
  readonly name: string
  readonly before: { readonly name: string; readonly access: AccessSide } | null
  readonly after: AccessSide
}

function drawn({ title, tool, name, before, after }: Drawing): string {
  const side = { name, access: after, parsed: new Map(), bindings: 'ledger', unreadable: [] } as const
  return pageHtml(pageDocument({ title, tool, tools: null, before, after: side, causesOf: () => [] }))
}

function drawnOrNull(drawing: Drawing): string | null {
  try {
    return drawn(drawing)
  } catch (error) {
    if (error instanceof PolicyctlError && error.code === 'policies-entangled') return null
    throw error
  }
}
