/** The script of a thread of lint: it looks at chunks until none is left, answers once, and ends. */
import { parentPort } from 'node:worker_threads'
import { type LookJob, takeChunks } from './lint-chunks.ts'

parentPort?.once('message', (job: LookJob) => parentPort?.postMessage(takeChunks(job)))
