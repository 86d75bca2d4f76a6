/** A revision and its checkout mean the same policies, wherever links lead. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPolicyPaths } from '../../src/files/policy-paths.ts'
import { reachFiles } from '../../src/git/linked-tree.ts'
import { MODE } from '../../src/git/objects.ts'
import { folderWith } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'

const FOLDERS = ['policies', 'policies/team', 'policies/.own', 'shared', 'shared/deep', 'project', '.']
const NAMES = ['a.yaml', 'b.json', 'c.test.yaml', 'x', 'team', 'notes.md', '.own']
const TARGETS = [
  ...FOLDERS,
  ...['..', '../shared', '../shared/a.yaml', '../../outside', '/etc', 'gone', './a.yaml', '../policies', 'x'],
  ...['../notes.md', 'a.yaml', '../shared/../shared/deep', 'team/../b.json'],
]

type Made = readonly [path: string, target: string | null]

const made: fc.Arbitrary<readonly Made[]> = fc.array(
  fc.tuple(
    fc.tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES)).map((parts) => join(...parts)),
    fc.oneof(fc.constant(null), fc.constantFrom(...TARGETS)),
  ),
  { minLength: 1, maxLength: 9 },
)

/** Two links lead to one folder: which of them it goes by must not hang on who was listed first. */
const TWO_WAYS: readonly Made[] = [
  ['policies/team', '../shared'],
  ['shared/deep/a.yaml', null],
  ['policies/a.yaml', '../shared/deep'],
]

/** What could be made of them: a path below a file or a link of an earlier one cannot be. */
function make(root: string, all: readonly Made[]): readonly Made[] {
  const kept: Made[] = []
  for (const [path, target] of all) {
    const isTaken = kept.some(
      ([other]) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    )
    if (isTaken) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    if (target === null) writeFileSync(join(root, path), 'x')
    else symlinkSync(target, join(root, path))
    kept.push([path, target])
  }
  return kept
}

test('what the disk reaches, the revision reaches; what one refuses, the other refuses', () => {
  fc.assert(
    fc.property(made, fc.constantFrom('policies', 'policies/team', 'x'), (all, folder) => {
      const root = folderWith()
      const kept = make(root, all)
      const disk = findPolicyPaths({ root, folder })
      const { files, faults } = reachFiles(
        {
          entries: kept.map(([path, target]) => ({
            mode: target === null ? MODE.file : MODE.link,
            oid: '',
            path,
          })),
          targets: new Map(
            kept.flatMap(([path, target]) => (target === null ? [] : [[path, target] as const])),
          ),
          project: '',
        },
        folder,
      )
      expect(files.map(({ path }) => path).sort()).toEqual([...disk.policies, ...disk.tests].sort())
      // Git does not say whether a link out of the project, called notes.md, leads to a folder.
      const isTold = disk.findings.some(({ file, severity }) => severity === 'error' && !file.endsWith('.md'))
      expect(faults.some(({ path }) => !path.endsWith('.md'))).toBe(isTold)
      rmSync(root, { recursive: true })
    }),
    { numRuns: runs(400, 20_000), examples: [[TWO_WAYS, 'policies']] },
  )
})
