import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { sealed } from '../evidence/envelope.ts'
import { signingKey } from '../evidence/keys.ts'
import { type Pack, packOf } from '../evidence/pack.ts'
import { dateIn } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { readVerifiedChain } from './verified-chain.ts'

export interface EvidenceQuestion {
  /** Days or instants as typed; null: not given. */
  readonly since: string | null
  readonly until: string | null
}

export interface GatheredEvidence extends EvidenceQuestion {
  readonly pack: Pack
  readonly target: string
  readonly endpoint: string
  /** The newest commit of the ledger. */
  readonly ledger: string
  readonly tool: string
  /** Signs a text of a type; null: there is no key. */
  readonly seal: ((text: string, type: string) => string) | null
}

/**
 * Reads and verifies the content of a pack. Works in a git clone; signs with the key
 * of the config if its variable is set.
 *
 * @throws PolicyctlError usage, ledger-unreadable, signing-key-invalid, and as verifyLedger.
 */
export async function gatherEvidence(
  workbench: Workbench,
  { since, until }: EvidenceQuestion,
): Promise<GatheredEvidence> {
  const { context, project } = workbench
  const span = {
    since: momentIn('--since', since, 'T00:00:00.000Z'),
    until: momentIn('--until', until, 'T23:59:59.999Z'),
  }
  if (span.since !== null && span.until !== null && span.since > span.until)
    throw usage(`--since ${since} is after --until ${until}`)
  const { place, revision, verified } = await readVerifiedChain('evidence', workbench, [])
  const newest = verified.at(-1)?.commit.said?.appliedAt ?? null
  // Another clock may be behind the one that wrote the ledger.
  const now = Math.max(context.clock.now().getTime(), Date.parse(newest ?? '') || 0)
  if (span.since !== null && span.since > now)
    throw usage(`--since ${since} is in the future, so nothing can have been applied since then`)
  const pack = packOf(verified, span)
  const note = (text: string): void => context.notify({ kind: 'note', text })
  if (span.until !== null && span.until > now)
    note(`--until ${until} is not over yet, so the pack lacks what is still to come: make it again then`)
  if (pack.changes.length === 0)
    note(`the ledger has no commit in this span; its newest one is of ${newest ?? 'an unknown time'}`)
  const variable = project.config.evidence.key
  const pem = variable === null ? '' : (context.env[variable] ?? '')
  const key = variable === null || pem.trim() === '' ? null : signingKey(pem, variable)
  return {
    pack,
    since,
    until,
    target: place.target,
    endpoint: verified.at(-1)?.commit.said?.endpoint ?? '',
    ledger: revision,
    tool: `policyctl ${context.version}`,
    seal: key === null ? null : (text, type) => sealed(text, key, type),
  }
}

function momentIn(flag: string, text: string | null, time: string): number | null {
  if (text === null) return null
  const date = dateIn(text)
  if (date === null) throw usage(`${flag} takes a day or an instant, and '${text}' is neither`)
  return Date.parse(date.kind === 'day' ? `${date.day}${time}` : date.instant)
}

function usage(message: string): PolicyctlError {
  const hint = 'write days like 2026-06-30 (UTC), or instants like 2026-06-30T12:00:00Z'
  return new PolicyctlError('usage', { message, hint })
}
