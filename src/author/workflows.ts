/**
 * The workflows that `policyctl init` writes. This repository runs the same
 * texts, with the action built from its own sources; a test compares them.
 */
import { applyWorkflow } from './apply-workflow.ts'
import { driftWorkflow } from './drift-workflow.ts'
import { planWorkflow } from './plan-workflow.ts'
import { releasedActionOf, releasedPackageOf } from './released.ts'
import { verifyWorkflow } from './verify-workflow.ts'
import type { WorkflowSource } from './workflow-steps.ts'

/** Uses the action of a release by its tag: releases are immutable, and so are their tags. @param version of this tool. */
export function releasedAction(
  version: string,
  place: Pick<WorkflowSource, 'branch' | 'folder' | 'waves'>,
): WorkflowSource {
  const cli = `npx --yes ${releasedPackageOf(version)}`
  return { uses: releasedActionOf(version), prepare: '', cli, ...place }
}

/** Returns the texts of the workflows by path. */
export function policyWorkflows(source: WorkflowSource): Readonly<Record<string, string>> {
  return {
    '.github/workflows/policy-plan.yml': planWorkflow(source),
    '.github/workflows/policy-apply.yml': applyWorkflow(source),
    '.github/workflows/policy-drift.yml': driftWorkflow(source),
    '.github/workflows/policy-verify.yml': verifyWorkflow(source),
  }
}
