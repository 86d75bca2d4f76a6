// Needs more memory than there is.
import { parentPort } from 'node:worker_threads'

parentPort.once('message', () => {
  const kept = []
  for (;;) kept.push(new Array(100_000).fill(kept.length))
})
