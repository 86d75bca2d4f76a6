// A second process that writes to a data file: FILE PREFIX COUNT. It runs the bundle of the library.
import { startEmulator } from '../../dist/index.js'

const [file, prefix, count] = process.argv.slice(2)
const { url, close } = await startEmulator({ file })
for (let index = 0; index < Number(count); index++) {
  const body = JSON.stringify({ name: `${prefix}-${index}`, spec: { policies: [{ permission: 'deny' }] } })
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/policies`, { method: 'POST', headers, body })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
}
await close()
process.exit(0)
