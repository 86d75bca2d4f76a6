import { spawnSync } from 'node:child_process'

/**
 * Medians of two commands that run by turns, in milliseconds, and their ratio.
 * By turns, so that a busy machine slows both.
 */
export function timed(theirs, ours, { rounds, before = () => {} }) {
  const samples = { theirs: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    samples.theirs.push(milliseconds(theirs))
    before()
    samples.ours.push(milliseconds(ours))
  }
  const medians = { theirs: median(samples.theirs), ours: median(samples.ours) }
  return {
    theirs: Math.round(medians.theirs),
    ours: Math.round(medians.ours),
    ratio: Number((medians.ours / medians.theirs).toFixed(2)),
  }
}

function milliseconds({ command, args, cwd, env }) {
  const start = process.hrtime.bigint()
  const { status } = spawnSync(command, args, { cwd, env, stdio: 'ignore' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]
}
