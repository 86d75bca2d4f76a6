/**
 * Fixes files of layers, each once and unmapped, for all targets that get it: a
 * fix that changes no vote of a file changes none after a map either.
 */
import type { FolderContents } from '../files/folder-contents.ts'
import { layerOf } from '../fleet/fleet-target.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { editedFolder } from '../workbench/edited-folder.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertMayWrite } from './assert-may-write.ts'
import { assertSameVotes, mendFiles } from './fix-files.ts'
import { type FileText, movedTests } from './moved-tests.ts'
import { writeTexts } from './write-texts.ts'

export interface LayerFixing {
  readonly contents: FolderContents
  /** The targets of the run; files that other targets get too need `shared`. */
  readonly targets: readonly string[]
  /** Files that may be changed; null: all files of their layers. */
  readonly names: ReadonlySet<string> | null
  readonly lintOptions: Pick<LintOptions, 'checks' | 'baseline' | 'today'>
  readonly shared: boolean
}

export interface FixedLayers {
  /** Fixes made, by file. */
  readonly counts: ReadonlyMap<string, number>
  /** Files that stay as they are, each with its reason. */
  readonly left: readonly { readonly file: string; readonly reason: string }[]
}

/** @param workbench of any of the targets. @throws PolicyctlError shared-file, file-unwritable, file-changed. */
export function fixLayers(workbench: Workbench, fixing: LayerFixing): FixedLayers {
  const { fleet, project } = workbench
  const { contents, names, shared } = fixing
  const folder = project.config.policies
  const meant = fleet?.targets.filter(({ name }) => fixing.targets.includes(name)) ?? []
  const layers = [...new Set(meant.flatMap(({ layers: own }) => own))]
  const files = allPolicyFiles(contents).filter(
    ({ file }) => layerOf(file, folder, layers) !== null && (names === null || names.has(file)),
  )
  const state = files.reduce<FixState>((now, file) => withFixes(now, file, { workbench, fixing }), {
    contents,
    texts: new Map(),
    counts: new Map(),
    left: [],
  })
  const texts = [...state.texts.values()]
  assertMayWrite(workbench, { contents, texts, meant: fixing.targets }, shared)
  writeTexts(project.root, texts)
  return state
}

interface FixState extends FixedLayers {
  readonly contents: FolderContents
  readonly texts: ReadonlyMap<string, FileText>
}

interface Fixing {
  readonly workbench: Workbench
  readonly fixing: LayerFixing
}

function withFixes(state: FixState, file: ParsedFile, { workbench, fixing }: Fixing): FixState {
  const names = new Set([file.file])
  const { mended, counts, moves } = mendFiles([file], { names, lintOptions: fixing.lintOptions })
  const [after = file] = mended
  if (after.text === file.text) return state
  assertSameVotes(file, after)
  const own = { file: file.file, was: file.text, text: after.text }
  const now = editedFolder(state.contents, [own])
  const moved = movedTests(now, { contents: state.contents, workbench }, moves)
  if ('fault' in moved) return { ...state, left: [...state.left, { file: file.file, reason: moved.fault }] }
  const texts = new Map(state.texts)
  for (const text of [own, ...moved.texts])
    texts.set(text.file, { ...text, was: state.texts.get(text.file)?.was ?? text.was })
  return {
    contents: editedFolder(now, moved.texts),
    texts,
    counts: new Map([...state.counts, ...counts]),
    left: state.left,
  }
}
