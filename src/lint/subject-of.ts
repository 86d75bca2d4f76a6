import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { LintOptions } from './lint-options.ts'
import { policyFacts } from './policy-facts.ts'
import type { Subject } from './subject.ts'

/** The date of a run that is given none: nothing has expired yet. */
const BEGINNING = '0000-01-01'

/** @param unknownFieldsCount true if an unknown field makes the meaning of its policy unknown. */
export function subjectOf(
  files: readonly ParsedFile[],
  options: LintOptions,
  unknownFieldsCount: boolean,
): Subject {
  const policies = files.flatMap((file) => file.policies)
  const byFile = new Map(files.map((file) => [file.file, file]))
  // A target may get only some policies of a file, but the number of policies in the file counts all.
  const written =
    options.fleet === null || options.fleet === undefined ? byFile : writtenFiles(options.fleet.files)
  const isOpen = (policy: ParsedPolicy): boolean =>
    unknownFieldsCount && hasUnknownFields(policy, byFile.get(policy.file)?.findings ?? [])
  const soundPolicies = policies.filter((policy) => policy.isSound && !isOpen(policy))
  return {
    files,
    policies,
    soundPolicies,
    drafts: files.flatMap((file) => file.drafts ?? []),
    bindings: files.flatMap((file) => file.bindings),
    config: options.config ?? null,
    live: options.live ?? null,
    fleet: options.fleet ?? null,
    testedRules: options.testedRules ?? null,
    testedPolicies: options.testedPolicies ?? [],
    today: options.today ?? BEGINNING,
    facts: policyFacts({ soundPolicies, fleet: options.fleet ?? null }),
    policiesIn: (file) => (written.get(file) ?? byFile.get(file))?.policies.length ?? 0,
    textOf: (file) => byFile.get(file)?.text ?? '',
  }
}

/** @param findings of the policy's file. */
function hasUnknownFields({ policy }: ParsedPolicy, findings: readonly Finding[]): boolean {
  return findings.some(({ check, policy: name }) => check === 'unknown-field' && name === policy.name)
}

const writtenFiles = keptFor(
  (files: readonly ParsedFile[]): ReadonlyMap<string, ParsedFile> =>
    new Map(files.map((file) => [file.file, file])),
)
