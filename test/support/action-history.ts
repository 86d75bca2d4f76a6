/** Plays a random history of pull requests and holds each run of the Action against what it should have said and done. */
import { expect } from 'vitest'
import { type Grants, grantingText, grantsAt, grantsLive, POLICIES } from './action-grants.ts'
import { checkApply, checkComment, type Shown, standing } from './action-oracle.ts'
import { type ActionWorld, actionWorld, type Checkout } from './action-world.ts'
import { git } from './git.ts'
import type { Review } from './github-server.ts'
import type { PullRequest } from './pull-request.ts'
import type { ActionResult } from './run-action.ts'

export type HistoryStep =
  | {
      readonly kind: 'push' | 'force-push'
      readonly pull: 0 | 1
      readonly file: 0 | 1
      readonly mask: number
      readonly isRun: boolean
    }
  | { readonly kind: 'retarget' | 'run again'; readonly pull: 0 | 1 }
  | {
      readonly kind: 'review'
      readonly pull: 0 | 1
      readonly user: 'lead' | 'nina' | 'stranger'
      readonly state: Review['state']
    }
  | { readonly kind: 'spoil'; readonly pull: 0 | 1; readonly how: 'edit' | 'delete' }
  | {
      readonly kind: 'merge'
      readonly pull: 0 | 1
      readonly how: 'merge' | 'squash' | 'rebase'
      readonly isApplied: boolean
    }
  | { readonly kind: 'apply again'; readonly nth: number }

export interface Opened {
  readonly pull: PullRequest
  base: 'main' | 'release'
}

export interface Play {
  readonly world: ActionWorld
  /** A clone to ask. */
  readonly desk: string
  readonly widening: 'report' | 'approve'
  readonly open: (Opened | null)[]
  /** Those that are merged into main, with what their comments showed then. */
  readonly merged: { readonly pull: PullRequest; readonly shown: readonly Shown[] }[]
  /** Commits of main that an apply was started for. */
  readonly applies: Checkout[]
  /** What was applied last. */
  applied: Grants
  next: number
}

export async function playHistory(
  widening: 'report' | 'approve',
  steps: readonly HistoryStep[],
): Promise<void> {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\nsafety: { widening: ${widening} }\n`,
      ...Object.fromEntries(POLICIES.map((name) => [`policies/${name}.yaml`, grantingText(name, 1)])),
    }),
  })
  const desk = world.clone()
  git(desk, 'push', '-q', 'origin', 'HEAD:release')
  const first = await world.onMain(
    world.main(),
    { command: 'apply', 'allow-widening': 'true' },
    'workflow_dispatch',
  )
  expect(first.status).toBe(0)
  const applied = grantsAt(desk, 'HEAD')
  const play: Play = {
    world,
    desk,
    widening,
    open: [null, null],
    merged: [],
    applies: [],
    applied,
    next: 7,
  }
  for (const step of steps) await take(play, step)
}

async function take(play: Play, step: HistoryStep): Promise<void> {
  const { world } = play
  if (step.kind === 'apply again') {
    const at = play.applies[step.nth % Math.max(play.applies.length, 1)]
    if (at !== undefined) await applyAt(play, at)
    return
  }
  if (step.kind === 'push' || step.kind === 'force-push') return push(play, step)
  const opened = play.open[step.pull] ?? null
  if (opened === null) return
  const { pull } = opened
  switch (step.kind) {
    case 'retarget':
      opened.base = opened.base === 'main' ? 'release' : 'main'
      pull.retarget(opened.base)
      return look(play, opened, () => pull.run())
    case 'run again':
      return look(play, opened, () => pull.run())
    case 'review':
      world.state.reviews.push({
        id: world.state.reviews.length,
        pull: pull.number,
        user: step.user,
        state: step.state,
        commit: pull.head(),
        mayWrite: step.user !== 'stranger',
      })
      return
    case 'spoil':
      return spoil(play, pull, step.how)
    case 'merge':
      return merge(play, opened, step)
  }
}

/** Each pull request has files of its own, so that they never conflict. */
async function push(
  play: Play,
  { kind, pull: slot, file, mask, isRun }: Extract<HistoryStep, { kind: 'push' | 'force-push' }>,
): Promise<void> {
  const opened: Opened = play.open[slot] ?? { pull: play.world.open(play.next++), base: 'main' }
  play.open[slot] = opened
  const name = POLICIES[slot * 2 + file] ?? 'mail'
  const files = { [`policies/${name}.yaml`]: grantingText(name, mask) }
  if (kind === 'push') opened.pull.commit(files)
  else opened.pull.replace(files)
  if (isRun) await look(play, opened, () => opened.pull.run())
}

/** A run of policy-plan. */
async function look(play: Play, opened: Opened, run: () => Promise<ActionResult>): Promise<void> {
  const { state } = play.world
  const before = state.comments.map(({ body }) => body)
  const result = await run()
  expect([0, 3], result.log).toContain(result.status)
  expect(
    state.comments.map(({ body }) => body),
    'it comments',
  ).not.toEqual([])
  const isTold =
    state.comments.length > before.length || before.join() !== state.comments.map(({ body }) => body).join()
  const live = grantsLive(await play.world.policies())
  if (isTold || standing(play, opened.pull).length > 0) checkComment(play, opened, { live, result })
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
  { how, pull: slot, isApplied }: Extract<HistoryStep, { kind: 'merge' }>,
): Promise<void> {
  const shown = standing(play, pull)
  play.open[slot] = null
  const at = pull.merge(how)
  if (base !== 'main') return
  play.merged.push({ pull, shown })
  play.applies.push(at)
  if (isApplied) await applyAt(play, at)
}

async function applyAt(play: Play, at: Checkout): Promise<void> {
  const before = grantsLive(await play.world.policies())
  const result = await play.world.onMain(at, { command: 'apply' })
  const after = grantsLive(await play.world.policies())
  checkApply(play, { at, result, before, after })
  if (result.status === 0) play.applied = after
}
