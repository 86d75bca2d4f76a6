/** Finds a revision of a ledger by its distance from the newest, by a moment, or by its id; and until when it held. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { HeldRevision } from '../policy/ledger-snapshot.ts'
import { heldAt } from '../policy/moments.ts'
import { namedRevision } from './ledger-history.ts'
import { DEED_TRAILER } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { refName } from './ref-name.ts'
import type { Git } from './run-git.ts'

/** The last moment that counts, a number of revisions before the newest, or an id or its first digits. */
export type BackTo = { readonly until: Date } | { readonly steps: number } | { readonly revision: string }

/**
 * @param newest revision of the ledger.
 * @throws PolicyctlError revision-unknown if the ledger does not go back so far, or has no such revision.
 */
export async function revisionOfLedger(
  place: LedgerPlace,
  newest: string,
  back: BackTo,
): Promise<HeldRevision> {
  const { git } = place.repository
  const revisions = await revisionsOf(git, newest)
  const { index, leftOut } = await indexOf(back, { place, newest, revisions })
  const found = revisions[index]
  if (found === undefined) throw beforeAll(place, back, revisions)
  const changed = await changesOf(git, newest)
  const next = revisions.slice(0, index).findLast(({ oid }) => changed.has(oid))
  const until = next?.at.toISOString() ?? null
  return {
    revision: found.oid,
    deed: found.deed,
    at: found.at.toISOString(),
    until,
    leftOut: leftOut.map(({ oid, at }) => ({ revision: oid, at: at.toISOString() })),
  }
}

interface Revision {
  readonly oid: string
  readonly at: Date
  /** null: not recorded. */
  readonly deed: string | null
}

const AT = '%(trailers:key=Policyctl-Applied-At,valueonly,separator=%x20)'
const DEED = `%(trailers:key=${DEED_TRAILER},valueonly,separator=%x20)`

/** Lists the ledger's own revisions, newest first, without those of ledgers that were joined to it. */
async function revisionsOf(git: Git, newest: string): Promise<readonly Revision[]> {
  const log = await git.text(['log', '--first-parent', `--format=%H%x09%ct%x09${AT}%x09${DEED}`, newest])
  return log.split('\n').map((line) => {
    const [oid = '', seconds = '', said = '', deed = ''] = line.split('\t')
    return { oid, at: momentOf(Number(seconds), said), deed: deed === '' ? null : deed }
  })
}

/** The trailer has the milliseconds that a commit's date lacks; where the two disagree, git's date counts. */
function momentOf(seconds: number, said: string): Date {
  const exact = new Date(said)
  return Math.floor(exact.getTime() / 1000) === seconds ? exact : new Date(seconds * 1000)
}

/** Finds the revisions that changed policies or bindings. */
async function changesOf(git: Git, newest: string): Promise<ReadonlySet<string>> {
  const paths = ['--', 'policies', 'bindings.json']
  return new Set((await git.text(['log', '--first-parent', '--format=%H', newest, ...paths])).split('\n'))
}

interface Chain {
  readonly place: LedgerPlace
  readonly newest: string
  readonly revisions: readonly Revision[]
}

interface Found {
  readonly index: number
  /** As HeldRevision.leftOut. */
  readonly leftOut: readonly Revision[]
}

async function indexOf(back: BackTo, { place, newest, revisions }: Chain): Promise<Found> {
  if ('steps' in back) return { index: back.steps, leftOut: [] }
  if ('until' in back) return foundAt(revisions, back.until)
  const named = await namedRevision(place, { current: newest, name: back.revision })
  const index = revisions.findIndex(({ oid }) => oid === named)
  if (index !== -1) return { index, leftOut: [] }
  throw new PolicyctlError('revision-unknown', {
    message: `${named.slice(0, 12)} belongs to a ledger that was joined to '${place.ledger}' later: it does not have everything that was applied then`,
    hint: `git log --first-parent ${refName('ledger', place.ledger)} lists the revisions of the ledger itself`,
  })
}

function foundAt(revisions: readonly Revision[], until: Date): Found {
  const oldestFirst = revisions.toReversed()
  const moments = oldestFirst.map(({ at }) => at.getTime())
  const { index, leftOut } = heldAt(moments, until.getTime())
  return {
    index: revisions.length - 1 - index,
    leftOut: leftOut.flatMap((at) => oldestFirst[at] ?? []),
  }
}

function beforeAll({ ledger }: LedgerPlace, back: BackTo, revisions: readonly Revision[]): PolicyctlError {
  const first = revisions.at(-1)?.at.toISOString()
  const isDay = 'until' in back && back.until.toISOString().endsWith('T23:59:59.999Z')
  return new PolicyctlError('revision-unknown', {
    message:
      'steps' in back
        ? `the ledger of '${ledger}' has ${revisions.length} revisions, and none ${back.steps} before the newest`
        : `the ledger of '${ledger}' begins on ${isDay ? first?.slice(0, 10) : first}: what was applied before is not known`,
    hint: `git log ${refName('ledger', ledger)} lists what was applied, and when`,
  })
}
