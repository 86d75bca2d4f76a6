import { spawnSync } from 'node:child_process'

/** Has a process of Node write what it cost to a pipe of its own, with all its threads. */
const COST = `--import=data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))",
)}`

/**
 * Medians of two commands that run by turns, so that a busy machine slows both:
 * milliseconds on the clock and their ratio, seconds of the processor, peak of
 * the memory in MB. Both are run by Node.
 */
export function timed(theirs, ours, { rounds, before = () => {} }) {
  const samples = { theirs: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    samples.theirs.push(costOf(theirs))
    before()
    samples.ours.push(costOf(ours))
  }
  const of = (side, field) => median(samples[side].map((sample) => sample[field]))
  const both = (field, round) => [round(of('theirs', field)), round(of('ours', field))].join(' / ')
  return {
    theirs: Math.round(of('theirs', 'clock')),
    ours: Math.round(of('ours', 'clock')),
    ratio: Number((of('ours', 'clock') / of('theirs', 'clock')).toFixed(2)),
    'cpu s': both('cpu', (seconds) => seconds.toFixed(2)),
    'cpu ratio': Number((of('ours', 'cpu') / of('theirs', 'cpu')).toFixed(2)),
    'peak MB': both('peak', Math.round),
  }
}

/** @returns milliseconds on the clock, seconds of the processor, MB. */
export function costOf({ command, args, cwd, env }) {
  const start = process.hrtime.bigint()
  const { status, output } = spawnSync(command, [COST, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const clock = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(output[3])
  return { clock, cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]
}
