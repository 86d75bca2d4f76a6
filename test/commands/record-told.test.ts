/** history and evidence tell what changed in the workspace, and name what changed only in the record. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow https://a.example/*')

/** Taken over as it was live; made wider; rolled back; forgotten. */
async function story() {
  const project = await projectWith({ files: { crm: A }, live: { crm: A }, bound: { crm: ['sales'] } })
  await project.run('apply', '--yes')
  project.edit({ crm: B })
  await project.run('apply', '--yes')
  await project.run('rollback', '--yes')
  await project.run('forget', 'crm')
  return project
}

test('history', async () => {
  const { run } = await story()
  const { stdout } = await run('history', '--format', 'json')
  const document = JSON.parse(stdout)
  expect(documentSchema('history')(document)).toBe(true)
  const facts = document.changes.map(
    ({ deed, access, takenOver, givenUp, policies }: (typeof document.changes)[number]) => [
      deed,
      access.map(({ direction }: { direction: string }) => direction),
      takenOver,
      givenUp,
      policies,
    ],
  )
  expect(facts).toEqual([
    ['apply', [], ['crm'], [], ['crm']],
    ['apply', ['wider'], [], [], ['crm']],
    ['rollback', ['narrower'], [], [], ['crm']],
    ['forget', [], [], ['crm'], ['crm']],
  ])
  const text = (await run('history')).stdout
  expect(text.match(/ {3}(apply|rollback|forget) by /g)).toHaveLength(4)
  expect(text).toContain('TAKEN OVER   crm   live before, so taking over changed no access\n')
  expect(text).toContain('GIVEN UP   crm   still live, so giving up changed no access\n')
  expect(text).toContain(
    '2 changes of access in 2 commits, and 2 commits that changed only the record; the ledger has 4 commits\n',
  )
  const csv = (await run('history', '--format', 'csv')).stdout.trimEnd().split('\n')
  expect(csv).toHaveLength(5)
  expect(new Set(csv.map((row) => row.split(',').length)).size).toBe(1)
  expect(csv[1]).toMatch(/,apply,crm,,,no$/)
  expect(csv[4]).toMatch(/,forget,,crm,,no$/)
  const ofOther = await run('history', '--request', 'GET https://b.example/')
  expect(ofOther.stdout).toContain('no change of access matches in the 4 commits of the ledger')
})

test('evidence, whose statements still hold', async () => {
  const { run } = await story()
  const out = join(folderWith(), 'pack')
  expect((await run('evidence', '--out', out)).status).toBe(0)
  const [head = '', ...rows] = readFileSync(join(out, 'population.csv'), 'utf8').trimEnd().split('\n')
  const told = ['deed', 'wider', 'narrower', 'holds', 'taken over', 'given up']
  const columns = told.map((name) => head.split(',').indexOf(name))
  expect(rows.map((row) => columns.map((at) => row.split(',')[at]))).toEqual([
    ['apply', '0', '0', 'yes', 'crm', ''],
    ['apply', '1', '0', 'yes', '', ''],
    ['rollback', '0', '1', 'yes', '', ''],
    ['forget', '0', '0', 'yes', '', 'crm'],
  ])
  const pages = readdirSync(join(out, 'changes')).filter((name) => name.endsWith('.md'))
  const [first = '', , , last = ''] = pages.map((name) => readFileSync(join(out, 'changes', name), 'utf8'))
  expect(first).toContain('## Access\n\nNothing changed.\n\nTaken over: `crm`. They were live before;')
  expect(last).toContain('## Access\n\nNothing changed.\n\nGiven up: `crm`. They stay live;')
  expect((await run('verify')).status).toBe(0)
})

test('history names an apply that only put a live edit back, and tells whose files were applied', async () => {
  const { run, edit, put, root } = await projectWith({ files: { crm: A }, bound: { crm: ['sales'] } })
  await run('apply', '--yes')
  await put('crm', B)
  await run('apply', '--yes', '--overwrite-live=crm')
  const putBack = git(root, 'rev-parse', 'refs/policyctl/ledger/production').slice(0, 7)
  writeFiles(root, policyFiles({ crm: B }))
  await run('apply', '--yes')
  await run('rollback', '--yes')
  const { stdout, stderr } = await run('history', 'crm')
  expect(stderr).toContain(`ledger ${putBack} put live edits back: crm; those edits are not recorded`)
  const head = git(root, 'rev-parse', '--short=7', 'HEAD')
  const files = stdout
    .split('\n')
    .flatMap((line) => / {3}(?:apply|rollback) by .*? {3}(.*)$/.exec(line)?.[1] ?? [])
  expect(files).toEqual([`files of ${head}`, `files of ${head}, with uncommitted changes`])
  const { changes } = JSON.parse((await run('history', '--format', 'json')).stdout)
  expect(changes.slice(0, 2).map(({ uncommitted }: { uncommitted: boolean }) => uncommitted)).toEqual([
    false,
    true,
  ])
  const rows = (await run('history', '--format', 'csv')).stdout.trimEnd().split('\n')
  const full = git(root, 'rev-parse', 'HEAD').trim()
  expect(rows.map((row) => row.split(',').slice(-2).join())).toEqual([
    'commit of files,uncommitted files',
    `${full},no`,
    `${full},yes`,
    ',no',
  ])
  const out = join(folderWith(), 'pack')
  await run('evidence', '--out', out)
  const pages = readdirSync(join(out, 'changes')).filter((file) => file.endsWith('.md'))
  const told = pages.flatMap(
    (file) => /^\| Files \| (.*) \|$/m.exec(readFileSync(join(out, 'changes', file), 'utf8'))?.[1] ?? [],
  )
  expect(told).toEqual([
    `of \`${full}\``,
    `of \`${full}\``,
    `of \`${full}\`, with uncommitted changes`,
    'none were applied',
  ])
  edit({})
  expect((await run('history', '--agent', 'sales')).stderr).toContain(putBack)
})

test('rollback names the command that made the revision, and the files of an apply', async () => {
  const { run, root } = await projectWith({ files: { crm: A, etl: A } })
  const head = git(root, 'rev-parse', '--short=7', 'HEAD')
  const ledger = () => git(root, 'rev-parse', '--short=7', 'refs/policyctl/ledger/production')
  const apply = async (rules: typeof A) => {
    writeFiles(root, policyFiles({ crm: rules }))
    await run('apply', '--yes')
    return ledger()
  }
  const [committed, uncommitted] = [await apply(A), await apply(B)]
  await run('forget', 'etl')
  const forgotten = ledger()
  const back = async (...args: readonly string[]) => (await run('rollback', ...args)).stderr
  const aim = (revision: string, rest: string) => new RegExp(`^back to ledger ${revision}, ${rest}$`, 'm')
  expect(await back('--yes', '--to', committed)).toMatch(
    aim(committed, `applied \\d+ s ago from files of ${head}`),
  )
  expect(await back('--to', uncommitted)).toMatch(
    aim(uncommitted, `applied \\d+ s ago from files of ${head}, with uncommitted changes`),
  )
  expect(await back('--to', forgotten)).toMatch(aim(forgotten, 'recorded \\d+ s ago by forget'))
})

const REVISIONS = ['ledger:production~1', 'ledger:production'] as const

test.each([
  ['forward', REVISIONS],
  ['backward', [...REVISIONS].reverse()],
])(
  'diff and replay %s: a policy that was only given up or taken over is no change of access',
  async (_way, sides) => {
    const { run, root } = await projectWith({
      live: { crm: A, etl: B },
      bound: { crm: ['sales'], etl: ['bot'] },
    })
    writeFiles(root, { 'calls.jsonl': '{"method":"GET","url":"https://a.example/","agent":"sales"}\n' })
    await run('adopt', '--all')
    await run('apply', '--yes')
    await run('forget', 'crm')
    await sameAccess('givenUp', 'GIVEN UP   crm   still live, so giving up changed no access\n')
    await run('apply', '--yes')
    await sameAccess('takenOver', 'TAKEN OVER   crm   live before, so taking over changed no access\n')

    async function sameAccess(kind: 'takenOver' | 'givenUp', line: string): Promise<void> {
      const { status, stdout } = await run('diff', ...sides, '--exit-code')
      expect(status).toBe(2)
      expect(stdout).toContain('every request is decided as before')
      expect(stdout).toContain(line)
      expect(stdout).not.toMatch(/deleted|NARROWER|WIDER/)
      const markdown = (await run('diff', ...sides, '--format', 'markdown')).stdout
      expect(markdown).toContain(
        line.replace(
          /^(.)(.*?) {3}crm {3}/,
          (_all, first, rest) => `**${first}${rest.toLowerCase()}** \`crm\`: `,
        ),
      )
      const document = JSON.parse((await run('diff', ...sides, '--format', 'json')).stdout)
      expect(documentSchema('diff')(document)).toBe(true)
      expect([document[kind], document.changes, document.access]).toEqual([['crm'], [], []])
      const [from = '', to = ''] = sides
      const replayed = await run('replay', 'calls.jsonl', '--from', from, '--to', to, '--fail-on', 'denied')
      expect(replayed.status).toBe(0)
    }
  },
)

test('a policy that an apply created or deleted between two revisions is one', async () => {
  const { run, edit } = await projectWith({ files: { crm: A } })
  await run('apply', '--yes')
  edit({ etl: A })
  await run('apply', '--yes')
  expect((await run('diff', ...REVISIONS)).stdout).toContain('WIDER')
  edit({ etl: null })
  await run('apply', '--yes')
  expect((await run('diff', ...REVISIONS)).stdout).toContain('NARROWER')
  expect((await run('diff', 'ledger:production~2', 'ledger:production')).stdout).toContain(
    'no policy differs',
  )
})
