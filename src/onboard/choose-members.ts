/** Chooses the targets of a fleet, and the place from which the policies of each are read. */
import { basename, join, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { foldersIn } from '../files/folders-in.ts'
import { chooseTargets, isTargetGlob } from '../workbench/choose-targets.ts'
import { isLayered } from '../workbench/fleet.ts'
import { parseSideName } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface Member {
  readonly target: string
  /** Folder of its policy files, as the user named it; null: its workspace is read. */
  readonly folder: string | null
}

export interface MemberQuestion {
  /** Names and globs. */
  readonly targets: readonly string[]
  /** `dir:PATH`; the last part may be `*`. */
  readonly from: readonly string[]
}

/** @throws PolicyctlError usage, target-unknown, path-not-found. */
export function chooseMembers(workbench: Workbench, question: MemberQuestion): readonly Member[] {
  const { whole, context } = workbench
  const members =
    question.from.length === 0
      ? chooseTargets(context, whole, question.targets).map((target) => ({ target, folder: null }))
      : fromFolders(workbench, question)
  const { targets } = whole.config
  const missing = [...targets.keys()].filter((name) => !members.some(({ target }) => target === name))
  if (missing.length === 0 || isLayered(whole.config)) return members
  throw new PolicyctlError('usage', {
    message: `once one target has layers, all must have them, and ${missing.slice(0, 10).join(', ')} would have none`,
    hint: "take every target at once: --target '*', or take the others out of policyctl.yaml",
  })
}

function fromFolders(workbench: Workbench, { from, targets }: MemberQuestion): readonly Member[] {
  const folders = from.flatMap((side) => foldersOf(side, workbench))
  const isPaired = targets.length > 0 && targets.length === folders.length && !targets.some(isTargetGlob)
  const { config } = workbench.whole
  const members = folders.map((folder, at) => ({
    target: (isPaired ? targets[at] : undefined) ?? basename(resolve(workbench.context.cwd, folder)),
    folder,
  }))
  const unlisted = members.find(({ target }) => !config.targets.has(target))
  if (unlisted !== undefined)
    throw new PolicyctlError('target-unknown', {
      message: `dir:${unlisted.folder}: there is no target '${unlisted.target}' in policyctl.yaml`,
      hint: 'give the folder the name of its target; or name the targets in the order of the folders: --target A --from dir:X --target B --from dir:Y',
    })
  const twice = members.find(({ target }, at) => members.findIndex((one) => one.target === target) !== at)
  if (twice !== undefined)
    throw new PolicyctlError('usage', {
      message: `two folders are given for the target ${twice.target}`,
      hint: 'name each target once',
    })
  return members
}

function foldersOf(side: string, { context }: Workbench): readonly string[] {
  const name = parseSideName(side)
  if (name.kind !== 'dir')
    throw new PolicyctlError('usage', {
      message: `--from ${side} is not a folder`,
      hint: 'name folders of policy files: --from dir:PATH; workspaces are read with --target',
    })
  if (basename(name.path) !== '*') return [name.path]
  const parent = join(name.path, '..')
  const found = foldersIn(resolve(context.cwd, parent)).map((folder) => join(parent, folder))
  if (found.length > 0) return found
  throw new PolicyctlError('path-not-found', {
    message: `there is no folder in ${parent}`,
    hint: 'dir:PATH/* means each folder below PATH',
  })
}
