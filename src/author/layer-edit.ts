/**
 * Answers three questions about edits of layers: what has to be written so that a
 * target gets the wanted spec, which folder gets a new policy, and which other targets an edit reaches.
 */
import { posix } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { effectsOnOthers, type TargetEffect } from '../fleet/effects-on-others.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { unmapSpec } from '../fleet/unmap-spec.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { Spec } from '../policy/policy.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { effectsText } from '../words/effect-words.ts'
import type { EditedText } from '../workbench/edited-folder.ts'

/** The spec with the names of the file, or the reason why no file can say it. */
export type WrittenSpec = { readonly spec: Spec } | { readonly fault: string }

interface Wanted {
  readonly policy: string
  /** The spec with the names of the target. */
  readonly spec: Spec
}

/** @param file the file that gets it; null: a new one. @param fleet null: no target has layers. */
export function writtenSpec(
  { policy, spec }: Wanted,
  { file, fleet }: { readonly file: string | null; readonly fleet: FleetSubject | null },
): WrittenSpec {
  if (fleet === null) return { spec }
  const written = fleet.files
    .find((one) => one.file === file)
    ?.policies.find(({ policy: { name } }) => name === policy)
  const { name, map } = fleet.target
  const unmapped = unmapSpec(spec, written?.policy.spec ?? null, map)
  if ('spec' in unmapped) return unmapped
  const place = written?.placeOf(unmapped.path)
  const where = place === undefined ? '' : `${place.file}:${place.line}: `
  return { fault: `${where}the map of ${name} ${unmapped.fact}` }
}

/** Returns the folder of a new policy: the last layer of the target. @param folder of the policies. */
export function folderOfNew(folder: string, fleet: Pick<FleetSubject, 'target'> | null): string {
  return fleet === null ? folder : posix.join(folder, fleet.target.layers.at(-1) ?? '')
}

const utf8 = new TextEncoder()

/** Returns the changes that edits bring for targets other than that of the run; [] if no target has layers. */
export function effectsOfEdits(
  edits: readonly EditedText[],
  fleet: FleetSubject | null,
): readonly TargetEffect[] {
  const policies = edits.filter(({ file }) => !isTestFile(file))
  if (fleet === null || policies.length === 0) return []
  const { folder, files: before } = fleet
  const edited = new Set(policies.map(({ file }) => file))
  const after = [
    ...before.filter(({ file }) => !edited.has(file)),
    ...policies.flatMap(({ file, text }) =>
      text === null ? [] : [parsePolicyFile(file, utf8.encode(text))],
    ),
  ].sort((a, b) => (a.file < b.file ? -1 : 1))
  const others = fleet.targets.filter(({ name }) => name !== fleet.target.name)
  return effectsOnOthers({ folder, before, after }, others)
}

/** @throws PolicyctlError shared-file if other targets would change without --shared. */
export function assertShared(
  edits: readonly EditedText[],
  effects: readonly TargetEffect[],
  isShared: boolean,
): void {
  if (effects.length === 0 || isShared) return
  const files = edits.map(({ file }) => file).join(', ')
  throw new PolicyctlError('shared-file', {
    message: `${files}: nothing was written, since other targets get this too: ${effectsText(effects)}`,
    hint: 'pass --shared to change it for them as well, or copy the policy into a layer that only this target has',
  })
}
