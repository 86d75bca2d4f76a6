/** The files of a pack for auditors; the same for the same ledger, byte for byte. */
import { stringify } from 'csv-stringify/sync'
import { canonicalJson } from '../evidence/canonical-json.ts'
import { grantsAt, type Pack } from '../evidence/pack.ts'
import { sha256Of } from '../evidence/statement.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import { printable } from '../words/printable.ts'
import { evidencePage } from './evidence-page.ts'
import { whoCanCsv } from './who-can-csv.ts'

export const MANIFEST_TYPE = 'application/vnd.policyctl.manifest+json'

export interface PackFile {
  /** From the pack's folder, with '/'. */
  readonly path: string
  readonly text: string
}

export interface PackSource {
  readonly pack: Pack
  readonly since: string | null
  readonly until: string | null
  readonly target: string
  readonly endpoint: string
  /** The newest commit of the ledger. */
  readonly ledger: string
  readonly tool: string
  readonly seal: ((text: string, type: string) => string) | null
}

export function evidencePack(source: PackSource): readonly PackFile[] {
  const { changes, begin, end } = source.pack
  const files = [
    { path: 'overrides.csv', text: overridesCsv(changes) },
    ...changes.map((change, index) => ({ path: pagePath(change, index), text: evidencePage(change) })),
    { path: 'population.csv', text: populationCsv(changes) },
    { path: 'rulesets.json', text: rulesetsText(changes) },
    { path: 'who-can-begin.csv', text: whoCanCsv({ grants: placed(grantsAt(begin)) }) },
    { path: 'who-can-end.csv', text: whoCanCsv({ grants: placed(grantsAt(end)) }) },
  ]
  const manifest = manifestText(source, files)
  const { seal } = source
  return [
    ...files,
    { path: 'manifest.json', text: manifest },
    ...(seal === null ? [] : [{ path: 'manifest.dsse.json', text: seal(manifest, MANIFEST_TYPE) }]),
  ]
}

/** A ledger's rules stand in no file. */
function placed(grants: ReturnType<typeof grantsAt>) {
  return grants.map((grant) => ({
    ...grant,
    because: grant.because.map((rule) => ({ ...rule, file: null, line: null })),
  }))
}

/** Describes the pack, with the SHA-256 of every other file. */
function manifestText(
  { pack, since, until, target, endpoint, ledger, tool }: PackSource,
  files: readonly PackFile[],
) {
  const { changes, begin, end } = pack
  return `${canonicalJson({
    formatVersion: 1,
    target,
    endpoint,
    tool,
    ledger,
    since,
    until,
    begin: begin?.oid ?? null,
    end: end?.oid ?? null,
    changes: changes.length,
    files: files.map(({ path, text }) => ({ path, sha256: sha256Of(text) })),
  })}\n`
}

function pagePath({ commit }: VerifiedCommit, index: number): string {
  return `changes/${String(index + 1).padStart(5, '0')}-${commit.oid.slice(0, 12)}.md`
}

/** The rules of the default branch as each apply recorded them, by commit; null where nobody could read them. */
function rulesetsText(changes: readonly VerifiedCommit[]): string {
  const recorded = changes.map(({ commit, statement }) => ({
    revision: commit.oid,
    at: commit.said?.appliedAt ?? '',
    rulesets: statement?.predicate.rulesets ?? null,
  }))
  return `${canonicalJson(recorded)}\n`
}

const POPULATION = [
  'number',
  'revision',
  'follows',
  'at',
  'deed',
  'target',
  'commit',
  'actor',
  'run',
  'pull requests',
  'author',
  'approved by',
  'approvals known',
  'wider',
  'narrower',
  'mixed or rerouted',
  'guards lifted',
  'converged',
  'signed',
  'holds',
  'unknown',
  'page',
]

function populationCsv(changes: readonly VerifiedCommit[]): string {
  return csv([POPULATION, ...changes.map(populationRow)])
}

function populationRow(change: VerifiedCommit, index: number): readonly string[] {
  const { commit, statement, broken, unknown, isSigned } = change
  const { said, contents } = commit
  const review = contents?.review ?? null
  const predicate = statement?.predicate
  const count = (...directions: readonly string[]): string =>
    predicate === undefined
      ? ''
      : String(predicate.access.filter(({ direction }) => directions.includes(direction)).length)
  return [
    String(index + 1),
    commit.oid,
    commit.parents.join(' '),
    said?.appliedAt ?? '',
    said?.deed ?? '',
    said?.target ?? '',
    said?.commit ?? '',
    said?.actor ?? '',
    said?.run ?? '',
    (review?.pullRequests ?? []).join(' '),
    predicate?.author ?? '',
    [...new Set((review?.approvals ?? []).map(({ by }) => by))].join(' '),
    review === null ? 'no' : 'yes',
    count('wider'),
    count('narrower'),
    count('mixed', 'rerouted'),
    String(predicate?.lifted.length ?? ''),
    predicate === undefined || predicate.converged === null ? '' : predicate.converged ? 'yes' : 'no',
    isSigned ? 'yes' : 'no',
    broken.length === 0 ? 'yes' : 'no',
    unknown.join(' '),
    pagePath(change, index),
  ]
}

/** A row for each guard that was lifted; flags that are known alone, from before there were statements, too. */
function overridesCsv(changes: readonly VerifiedCommit[]): string {
  const rows = changes.flatMap(({ commit: { oid, said, trailers }, statement }) => {
    const flags = trailers.get('Policyctl-Overrides') ?? 'none'
    const head = [oid, said?.appliedAt ?? '', said?.actor ?? '']
    const lifted = statement?.predicate.lifted ?? []
    const known = flags === 'none' ? '' : flags
    if (lifted.length === 0) return known === '' ? [] : [[...head, '', '', said?.reason ?? '', known]]
    return lifted.map(({ guard, policy, reason }) => [...head, guard, policy ?? '', reason ?? '', known])
  })
  return csv([['revision', 'at', 'actor', 'guard', 'policy', 'reason', 'flags'], ...rows])
}

function csv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(printable)),
    { escape_formulas: true },
  )
}
