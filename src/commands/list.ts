import { command as adopt } from './adopt.ts'
import { command as apply } from './apply.ts'
import type { ListedCommand } from './command.ts'
import { completionCommand } from './completion.ts'
import { command as diff } from './diff.ts'
import { command as drift } from './drift.ts'
import { command as evidence } from './evidence.ts'
import { command as explain } from './explain.ts'
import { command as fmt } from './fmt.ts'
import { command as forget } from './forget.ts'
import { command as history } from './history.ts'
import { command as init } from './init.ts'
import { LISTED_LINT } from './listed-lint.ts'
import { command as map } from './map.ts'
import { command as moveLedger } from './move-ledger.ts'
import { command as plan } from './plan.ts'
import { command as propose } from './propose.ts'
import { command as pull } from './pull.ts'
import { command as render } from './render.ts'
import { command as replay } from './replay.ts'
import { command as rollback } from './rollback.ts'
import { command as serve } from './serve.ts'
import { command as targets } from './targets.ts'
import { command as test } from './test.ts'
import { command as tighten } from './tighten.ts'
import { command as translate } from './translate.ts'
import { command as unlock } from './unlock.ts'
import { command as verify } from './verify.ts'
import { command as whoCan } from './who-can.ts'

/** All commands, in the order in which a new user meets them. CONTRIBUTING.md says how to add one. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'init',
    summary: 'Start a repository: config, a first policy and the workflows',
    command: init,
  },
  LISTED_LINT,
  {
    name: 'fmt',
    summary: 'Format policy files; comments stay',
    command: fmt,
  },
  {
    name: 'drift',
    summary: 'Show what was changed in the workspace outside git',
    command: drift,
  },
  {
    name: 'diff',
    summary: 'Compare two sides: what a change does to the agents',
    command: diff,
  },
  {
    name: 'explain',
    summary: 'Decide one request, and explain why',
    command: explain,
  },
  {
    name: 'who-can',
    summary: 'List who may send requests to a URL or pattern',
    command: whoCan,
  },
  {
    name: 'replay',
    summary: 'Show what a change would have done to the calls of a log',
    command: replay,
  },
  {
    name: 'map',
    summary: 'Write a page: agents × hosts, and who can do what there',
    command: map,
  },
  {
    name: 'tighten',
    summary: 'Find access that the calls of a log did not need, and narrow the rules',
    command: tighten,
  },
  {
    name: 'propose',
    summary: 'Find the smallest edits that let a denied call through',
    command: propose,
  },
  {
    name: 'test',
    summary: 'Run policy tests: requests with their expected decisions',
    command: test,
  },
  {
    name: 'plan',
    summary: 'Show what an apply would write, and how access would change',
    command: plan,
  },
  {
    name: 'apply',
    summary: 'Write the policies of the files to the workspace',
    command: apply,
  },
  {
    name: 'rollback',
    summary: 'Go back to the state that an earlier apply left',
    command: rollback,
  },
  {
    name: 'pull',
    summary: 'Take live edits into the files',
    command: pull,
  },
  {
    name: 'adopt',
    summary: 'Take live policies over into files and ledger',
    command: adopt,
  },
  {
    name: 'targets',
    summary: 'List the targets of the config, for people and for a matrix',
    command: targets,
  },
  {
    name: 'history',
    summary: 'List the applies that changed access: who allowed what, when',
    command: history,
  },
  {
    name: 'verify',
    summary: 'Check the ledger against its statements, signatures and trees',
    command: verify,
  },
  {
    name: 'evidence',
    summary: 'Write a pack for auditors: every change, who allowed it, access at both ends',
    command: evidence,
  },
  {
    name: 'render',
    summary: 'Show what each target gets: layers joined, maps applied',
    command: render,
  },
  {
    name: 'unlock',
    summary: 'Show the lock of a target and remove it',
    command: unlock,
  },
  {
    name: 'forget',
    summary: 'Give policies up: they leave the ledger and stay live',
    command: forget,
  },
  {
    name: 'move-ledger',
    summary: 'Continue a ledger after its target, URL or folder changed',
    command: moveLedger,
  },
  {
    name: 'translate',
    summary: 'Turn words into a policy file to complete and apply',
    command: translate,
  },
  {
    name: 'serve',
    summary: 'Serve the embedded API for local work, demos and tests',
    command: serve,
  },
  {
    name: 'completion',
    summary: 'Complete commands and names in bash, zsh or fish',
    command: completionCommand(() => COMMANDS),
  },
]
