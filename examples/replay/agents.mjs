/** Three small agents, as scripts: what each of them calls in its work. `node agents.mjs NAME PORT` runs one through a gateway on loopback. */
import { request } from 'node:http'

/** [method, host, path], each so many times. */
const billing = () => [
  ...times(40, (n) => ['GET', 'api.stripe.com', `/v1/customers/cus_${n}?expand[]=subscriptions`]),
  ...times(12, (n) => ['POST', 'api.stripe.com', `/v1/charges?idempotency=${n}`]),
  ...times(5, (n) => ['GET', 'api.stripe.com', `/v1/charges/ch_${n}`]),
  ...times(3, () => ['POST', 'api.stripe.com', '/v1/refunds']),
]

const support = () => [
  ...times(60, (n) => ['GET', 'crm.acme.example', `/api/customers/${n}`]),
  ...times(9, (n) => ['PATCH', 'crm.acme.example', `/api/customers/${n}/notes`]),
  ...times(2, (n) => ['DELETE', 'crm.acme.example', `/api/customers/${n}`]),
  ...times(4, () => ['GET', 'api.stripe.com', '/v1/charges?limit=10']),
]

const nightly = () => [
  ...times(24, (n) => ['PUT', 'archive.acme.example', `/reports/2026-11/${n}.json`]),
  ['GET', 'archive.acme.example', '/reports/'],
]

export const AGENTS = [
  { name: 'billing-agent', calls: billing },
  { name: 'support-agent', calls: support },
  { name: 'nightly-report', calls: nightly },
]

function times(count, call) {
  return Array.from({ length: count }, (_, index) => call(index + 1))
}

const [name, port] = process.argv.slice(2)
const agent = AGENTS.find((one) => one.name === name)
if (agent !== undefined && port !== undefined)
  for (const [method, host, path] of agent.calls()) await called(method, host, path)

function called(method, host, path) {
  return new Promise((resolve, reject) => {
    const headers = { host, 'user-agent': `${name}/1.0`, authorization: 'Bearer not-in-the-log' }
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      answer.resume()
      answer.once('end', resolve)
    })
    sent.once('error', reject)
    sent.end(method === 'GET' || method === 'DELETE' ? undefined : '{"body":"not-in-the-log"}')
  })
}
