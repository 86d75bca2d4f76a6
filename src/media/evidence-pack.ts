/** Makes the files of a pack for auditors. The same ledger gives the same files, byte for byte. */
import { canonicalJson } from '../evidence/canonical-json.ts'
import { grantsAt, type Pack } from '../evidence/pack.ts'
import { sha256Of } from '../evidence/statement.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import { evidenceMaps } from './evidence-maps.ts'
import { evidencePage } from './evidence-page.ts'
import { packCheckText } from './pack-check-text.ts'
import { csv, mapPath, pagePath, populationCsv } from './population-csv.ts'
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

export interface PackFiles {
  readonly files: readonly PackFile[]
  /** Changes without an HTML page. */
  readonly leftOut: number
}

export function evidencePack(source: PackSource): PackFiles {
  const { changes, begin, end } = source.pack
  const maps = evidenceMaps(source.pack, source.tool)
  const { ledger } = source
  const files = [
    { path: 'CHECKING.md', text: packCheckText({ ledger, manifestType: MANIFEST_TYPE }) },
    { path: 'overrides.csv', text: overridesCsv(changes) },
    ...changes.flatMap((change, index) => {
      const path = pagePath(change, index)
      const map = maps.changes.get(change.commit.oid)
      const page = { path, text: evidencePage(change, source.pack.parentOf(change.commit)) }
      return map === undefined ? [page] : [page, { path: mapPath(path), text: map }]
    }),
    { path: 'population.csv', text: populationCsv(source.pack, maps) },
    { path: 'rulesets.json', text: rulesetsText(changes) },
    { path: 'who-can-begin.csv', text: whoCanCsv({ grants: placed(grantsAt(begin)) }) },
    { path: 'who-can-begin.html', text: maps.begin },
    { path: 'who-can-end.csv', text: whoCanCsv({ grants: placed(grantsAt(end)) }) },
    { path: 'who-can-end.html', text: maps.end },
  ]
  const manifest = manifestText(source, files)
  const { seal } = source
  const own = [
    { path: 'manifest.json', text: manifest },
    ...(seal === null ? [] : [{ path: 'manifest.dsse.json', text: seal(manifest, MANIFEST_TYPE) }]),
  ]
  return { files: [...files, ...own], leftOut: maps.leftOut }
}

/** Adds empty places to grants, since the rules of a ledger stand in no file. */
function placed(grants: ReturnType<typeof grantsAt>) {
  return grants.map((grant) => ({
    ...grant,
    because: grant.because.map((rule) => ({ ...rule, file: null, line: null })),
    elsewhere: grant.elsewhere.map((rule) => ({ ...rule, file: null, line: null })),
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

/** Writes a row for each lifted guard. Commits without a statement have only the flags, in one row. */
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

/** Writes the rules of the default branch that each apply recorded, by commit; null: they could not be read. */
function rulesetsText(changes: readonly VerifiedCommit[]): string {
  const recorded = changes.map(({ commit, statement }) => ({
    revision: commit.oid,
    at: commit.said?.appliedAt ?? '',
    rulesets: statement?.predicate.rulesets ?? null,
  }))
  return `${canonicalJson(recorded)}\n`
}
