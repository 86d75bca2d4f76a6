// Ends without an answer, and says that all is well.
import { parentPort } from 'node:worker_threads'

parentPort.once('message', () => process.exit(0))
