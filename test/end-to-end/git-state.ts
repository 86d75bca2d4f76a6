/**
 * States of a clone, made with real git: where a policy's file stands in HEAD,
 * and what became of it on disk. Each says what an apply has to make of it.
 */
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { writeFiles } from '../support/suite/folder.ts'

/** Where the file of a policy is, in HEAD. */
export type Home = 'plain' | 'deep' | 'linked-folder' | 'linked-file' | 'submodule'

/** What became of it. */
export type Fate =
  | 'untouched'
  | 'removed'
  | 'sparse'
  | 'skipped'
  | 'assumed'
  | 'edited'
  | 'edited-skipped'
  | 'edited-assumed'
  | 'moved'
  | 'moved-and-staged'

/** All of one kind of home. */
export type Loss = 'none' | 'deinit' | 'stale' | 'link-as-text' | 'target-left-out'

export interface PolicyState {
  readonly name: string
  readonly home: Home
  readonly fate: Fate
}

/** What an apply has to do about a policy. */
export type Due = 'as in HEAD' | 'deleted' | 'as edited' | 'refused'

export function fatesOf(home: Home): readonly Fate[] {
  // Of what is inside a submodule its own index tells; of a link the file that it leads to.
  if (home === 'submodule')
    return ['untouched', 'removed', 'sparse', 'skipped', 'assumed', 'edited', 'edited-assumed']
  if (home === 'linked-file') return ['untouched', 'assumed', 'edited', 'edited-skipped', 'edited-assumed']
  return FATES
}

const FATES: readonly Fate[] = [
  'untouched',
  'removed',
  'sparse',
  'skipped',
  'assumed',
  'edited',
  'edited-skipped',
  'edited-assumed',
  'moved',
  'moved-and-staged',
]

export function dueOf({ home, fate }: PolicyState, loss: Loss): Due {
  if (home === 'submodule' && (loss === 'deinit' || loss === 'stale')) return 'refused'
  if (home === 'linked-folder' && (loss === 'link-as-text' || loss === 'target-left-out')) return 'refused'
  if (fate === 'removed') return 'deleted'
  if (fate === 'assumed') return 'refused'
  return fate.startsWith('edited') ? 'as edited' : 'as in HEAD'
}

/** Whether what is on disk differs from HEAD, seen by git or not. */
export function isUncommitted({ fate }: PolicyState): boolean {
  return fate === 'removed' || fate.startsWith('edited') || fate.startsWith('moved')
}

/** Where the policy is read from: what a message has to name. */
export function shownPath({ name, home }: PolicyState): string {
  if (home === 'deep') return `policies/x/${name}.json`
  if (home === 'linked-folder') return `policies/team/${name}.json`
  if (home === 'submodule') return `policies/sub/${name}.json`
  return `policies/${name}.json`
}

/** The repository that has the file, and its path there. */
function realPath({ name, home }: PolicyState): readonly [repository: string, path: string] {
  if (home === 'submodule') return ['policies/sub', `${name}.json`]
  if (home === 'linked-folder') return ['.', `shared/team/${name}.json`]
  if (home === 'linked-file') return ['.', `shared/${name}.json`]
  return ['.', shownPath({ name, home, fate: 'untouched' })]
}

export const AS_IN_HEAD = (name: string): Spec => spec(`allow GET https://${name}.io/*`)
export const AS_EDITED = (name: string): Spec => spec(`allow https://${name}.io/*`)

export function fileText(name: string, of: Spec): string {
  return `${JSON.stringify({ name, spec: of })}\n`
}

/** Puts the files where they stand in HEAD; those of the submodule are returned, for a repository of their own. */
export function settleIn(root: string, states: readonly PolicyState[]): Readonly<Record<string, string>> {
  const inSubmodule: Record<string, string> = {}
  mkdirSync(join(root, 'policies'), { recursive: true })
  writeFileSync(join(root, 'policies/.keep'), '')
  for (const state of states) {
    const [repository, path] = realPath(state)
    const text = fileText(state.name, AS_IN_HEAD(state.name))
    if (repository === '.') writeFiles(root, { [path]: text })
    else inSubmodule[path] = text
    if (state.home === 'linked-file') symlinkSync(`../${path}`, join(root, shownPath(state)))
  }
  if (states.some(({ home }) => home === 'linked-folder'))
    symlinkSync('../shared/team', join(root, 'policies/team'))
  return inSubmodule
}

/** What a sparse checkout of the repository, or of its submodule, leaves out. */
export function leftOut(
  states: readonly PolicyState[],
  loss: Loss,
  repository: '.' | 'policies/sub',
): readonly string[] {
  const files = states.flatMap((state) => {
    const [of, path] = realPath(state)
    return of === repository && state.fate === 'sparse' ? [`!/${path}`] : []
  })
  return loss === 'target-left-out' && repository === '.' ? [...files, '!/shared/team'] : files
}

export function leaveOut(folder: string, patterns: readonly string[]): void {
  if (patterns.length > 0) git(folder, 'sparse-checkout', 'set', '--no-cone', '/*', ...patterns)
}

/** What becomes of each file after the checkout. */
export function befall(root: string, states: readonly PolicyState[], loss: Loss): void {
  for (const state of states) befallOne(root, state)
  lose(root, loss)
}

function befallOne(root: string, state: PolicyState): void {
  const [repository, path] = realPath(state)
  const folder = join(root, repository)
  const { name, fate } = state
  const flag = { skipped: '--skip-worktree', assumed: '--assume-unchanged' }[fate.replace('edited-', '')]
  if (flag !== undefined) git(folder, 'update-index', flag, '--', path)
  if (fate === 'removed' || fate === 'skipped' || fate === 'assumed') unlinkSync(join(folder, path))
  if (fate.startsWith('edited')) writeFileSync(join(folder, path), fileText(name, AS_EDITED(name)))
  if (!fate.startsWith('moved')) return
  const to = join(dirname(path), `moved-${name}.json`)
  if (fate === 'moved') renameSync(join(folder, path), join(folder, to))
  else git(folder, 'mv', path, to)
}

function lose(root: string, loss: Loss): void {
  if (loss === 'deinit') git(root, 'submodule', '--quiet', 'deinit', '--all', '--force')
  if (loss === 'stale') git(join(root, 'policies/sub'), 'checkout', '-q', '--force', 'HEAD~1')
  if (loss !== 'link-as-text') return
  git(root, 'config', 'core.symlinks', 'false')
  rmSync(join(root, 'policies/team'))
  writeFileSync(join(root, 'policies/team'), '../shared/team')
}
