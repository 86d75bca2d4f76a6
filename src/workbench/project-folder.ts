/** Returns the policies and tests that the target of a workbench gets from a folder. */

import type { FolderContents } from '../files/folder-contents.ts'
import { type FleetSubject, filesOfTargets } from '../fleet/fleet-subject.ts'
import { withoutStrayTests } from '../fleet/stray-tests.ts'
import { testsOfTarget } from '../fleet/target-tests.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import { bindingsOf } from '../policy/binding.ts'
import { filesOfFleet, fleetSubject } from './fleet.ts'
import { allPolicyFiles, allTestFiles } from './parsed-folder.ts'
import { readWholeFolder } from './policy-folder.ts'
import type { Workbench } from './workbench.ts'

export interface ProjectFolder {
  readonly files: readonly ParsedFile[]
  readonly tests: readonly ParsedTestFile[]
  /** null: no target has layers. */
  readonly fleet: FleetSubject | null
}

/** @param named test files that were asked for; absent: all of the folder. @throws PolicyctlError target-required, path-not-found for a layer. */
export function projectFolder(
  contents: FolderContents,
  workbench: Workbench,
  named?: readonly ParsedTestFile[],
): ProjectFolder {
  const all = allPolicyFiles(contents)
  const written = named ?? allTestFiles(contents)
  const isScoped = written.some((file) => file.tests.some(({ targets }) => targets !== null))
  const tests = isScoped ? withoutStrayTests(written, knownTargets(workbench)) : written
  const { fleet, project, whole } = workbench
  if (fleet === null) {
    const own = isScoped ? testsOfTarget(tests, { target: workbench.targetName, fleet: null }) : tests
    return { files: all, tests: own, fleet }
  }
  const given = filesOfFleet(all, { fleet, project })
  const subject = fleetSubject(all, given, { fleet, project, whole })
  if (tests.length === 0) return { files: given.files, tests, fleet: subject }
  const others = filesOfTargets(subject)
  const known = fleet.targets.map((target) => ({
    target,
    policies: new Set(others.get(target.name)?.policies.map(({ written }) => written.policy.name)),
    agents: [
      ...bindingsOf((others.get(target.name)?.files ?? []).flatMap(({ bindings }) => bindings)).keys(),
    ],
  }))
  const folder = project.config.policies
  return {
    files: given.files,
    tests: testsOfTarget(tests, { target: fleet.target.name, fleet: { known, folder } }),
    fleet: subject,
  }
}

/** Lists the targets that tests may name, also those of a proposed config, which the judging branch gets with the merge. */
function knownTargets({ whole, targetName }: Workbench): readonly string[] {
  const own = targetName === null ? [] : [targetName]
  return [...new Set([...whole.config.targets.keys(), ...(whole.judge?.targets ?? []), ...own])]
}

/** Reads every policy file that the target gets, on disk or not. @throws PolicyctlError files-absent. */
export async function readWholeProject(workbench: Workbench): Promise<readonly ParsedFile[]> {
  return projectFolder(await readWholeFolder(workbench), workbench).files
}
