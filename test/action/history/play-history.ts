/** Plays a random history of pull requests and holds each run of the Action against what it should have said and done. */
import { expect } from 'vitest'
import type { PullRequest } from '../../support/action/pull-request.ts'
import type { ActionResult } from '../../support/action/run-action.ts'
import { git } from '../../support/git/git.ts'
import { applyJobs, left, lookAt, type Order } from './jobs.ts'
import { checkApply, checkComment, checkOverdue, standing } from './oracle.ts'
import {
  type Applicable,
  type HistorySetting,
  type HistoryStep,
  type Opened,
  type Play,
  startedPlay,
} from './play.ts'
import { POLICIES, policyText, specOf } from './votes.ts'

/** @param until milliseconds since the epoch: no step begins after it, since a part of a history is one too. */
export async function playHistory(
  setting: HistorySetting,
  steps: readonly HistoryStep[],
  until: number,
): Promise<void> {
  if (Date.now() > until) return
  const play = await startedPlay(setting)
  for (const step of steps) if (Date.now() <= until) await take(play, step)
}

async function take(play: Play, step: HistoryStep): Promise<void> {
  if (step.kind === 'push') return push(play, step)
  if (step.kind === 'live edit') return edit(play, step)
  if (step.kind === 'apply again') {
    const nth = step.nth % Math.max(play.applies.length, 1)
    const again = play.applies[nth]
    return again === undefined ? undefined : applyAt(play, again, step)
  }
  if (step.kind === 'old plan again') return planAgain(play, step.nth)
  const opened = play.open[step.pull] ?? null
  return opened === null ? undefined : takeOn(play, opened, step)
}

type StepOfPull = Extract<HistoryStep, { kind: 'retarget' | 'run again' | 'review' | 'spoil' | 'merge' }>

async function takeOn(play: Play, opened: Opened, step: StepOfPull): Promise<void> {
  switch (step.kind) {
    case 'retarget':
      opened.base = opened.base === 'main' ? 'release' : 'main'
      opened.pull.retarget(opened.base)
      return look(play, opened, step)
    case 'run again':
      return look(play, opened, step)
    case 'review':
      return review(play, opened.pull, step)
    case 'spoil':
      return spoil(play, opened.pull, step.how)
    case 'merge':
      return merge(play, opened, step)
  }
}

/** Each pull request has files of its own, so that they never conflict. */
async function push(play: Play, step: Extract<HistoryStep, { kind: 'push' }>): Promise<void> {
  const opened: Opened = play.open[step.pull] ?? { pull: play.world.open(play.next++), base: 'main' }
  play.open[step.pull] = opened
  const name = POLICIES[step.pull * 2 + step.file] ?? 'mail'
  const files = { [`policies/${name}.yaml`]: policyText(name, step.wanted) }
  if (step.isForced) opened.pull.replace(files)
  else opened.pull.commit(files)
  if (step.isRun) await look(play, opened, step)
}

async function edit(
  play: Play,
  { policy, target, wanted }: Extract<HistoryStep, { kind: 'live edit' }>,
): Promise<void> {
  const name = POLICIES[policy] ?? 'mail'
  await play.edit(play.jobs.targets[target] ?? 'production', name, specOf(name, wanted))
}

function review(
  { world }: Play,
  pull: PullRequest,
  { user, state }: Extract<HistoryStep, { kind: 'review' }>,
): void {
  const { reviews } = world.state
  if (state === 'withdrawn') {
    const index = reviews.findLastIndex((one) => one.pull === pull.number && one.user === user)
    const last = reviews[index]
    if (last !== undefined) reviews[index] = { ...last, state: 'DISMISSED' }
    return
  }
  const mayWrite = user !== 'stranger'
  reviews.push({ id: reviews.length, pull: pull.number, user, state, commit: pull.head(), mayWrite })
}

/** A run of policy-plan. */
async function look(play: Play, opened: Opened, order: Order): Promise<void> {
  const { state } = play.world
  const before = state.comments.map(({ body }) => body).join()
  const planned = left(play.jobs, order)
  const result = await lookAt(opened.pull, play.jobs, order)
  git(play.desk, 'fetch', '-q', 'origin')
  const { base, pull } = opened
  play.looks.set(pull, { opened, base, head: pull.head(), tip: tipOf(play, base) })
  const isWhole = planned.length === play.jobs.targets.length
  expect(isWhole ? [0, 3] : [4], result.log).toContain(result.status)
  const isTold = before !== state.comments.map(({ body }) => body).join()
  expect(isTold || standing(play, pull).length > 0, 'it comments').toBe(true)
  await checkComment(play, opened, { planned, result })
}

function tipOf({ desk }: Play, base: Opened['base']): string {
  git(desk, 'fetch', '-q', 'origin')
  return git(desk, 'rev-parse', `origin/${base}`)
}

/** The same event and the same commit, whatever has come since. */
async function planAgain(play: Play, nth: number): Promise<void> {
  const looks = [...play.looks.values()]
  const old = looks[nth % Math.max(looks.length, 1)]
  // What a matrix left for its last job is gone with its run.
  if (old === undefined || play.jobs.kind === 'a job each') return
  const { opened, head, base, tip } = old
  const { comments } = play.world.state
  const before = comments.map(({ body }) => body)
  const result: ActionResult = await opened.pull.again()
  expect([0, 3], result.log).toContain(result.status)
  const isOpen = play.open.includes(opened)
  const isCurrent = isOpen && opened.pull.head() === head && opened.base === base
  if (!isCurrent) checkOverdue(before, comments, result)
  else if (tipOf(play, base) === tip) await checkComment(play, opened, { planned: play.jobs.targets, result })
}

function spoil({ world }: Play, { number }: PullRequest, how: 'edit' | 'delete'): void {
  const { comments } = world.state
  const index = comments.findLastIndex(
    ({ issue, body }) => issue === number && body.startsWith('<!-- policyctl:pr'),
  )
  const comment = comments[index]
  if (comment === undefined) return
  if (how === 'delete') comments.splice(index, 1)
  else Object.assign(comment, { body: `${comment.body}\nLooks good.`, editor: 'mallory' })
}

async function merge(
  play: Play,
  { pull, base }: Opened,
  step: Extract<HistoryStep, { kind: 'merge' }>,
): Promise<void> {
  const shown = standing(play, pull)
  play.open[step.pull] = null
  const at = pull.merge(step.how)
  if (base !== 'main') return
  play.merged.push({ pull, shown })
  const applicable = { at, count: play.merged.length }
  play.applies.push(applicable)
  if (step.isApplied) await applyAt(play, applicable, step)
}

async function applyAt(
  play: Play,
  applicable: Applicable,
  { isReversed }: { readonly isReversed: boolean },
): Promise<void> {
  const lives = async () =>
    new Map(await Promise.all(play.jobs.targets.map(async (name) => [name, await play.live(name)] as const)))
  const before = await lives()
  const results = await applyJobs(play.world, applicable.at, { jobs: play.jobs, isReversed })
  const after = await lives()
  for (const target of play.jobs.targets) checkApply(play, target, { applicable, results, before, after })
}
