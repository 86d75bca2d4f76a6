/**
 * Records calls.jsonl: agents (agents.mjs, a process each) call services through a
 * real nginx on loopback, which writes its access log as JSON. nginx stands where
 * an egress gateway does: each agent has a port of its own, and the port says who
 * calls, so that no agent can name itself. It answers instead of the services.
 *
 *   apt-get install nginx-light && node examples/replay/record.mjs
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AGENTS } from './agents.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const FIRST_PORT = 18_500
const folder = mkdtempSync(join(tmpdir(), 'policyctl-record-'))

const servers = AGENTS.map(
  ({ name }, index) => `
  server {
    listen 127.0.0.1:${FIRST_PORT + index};
    set $agent "${name}";
    access_log ${folder}/calls.jsonl calls;
    location / { return 200 "{}\\n"; }
  }`,
)

writeFileSync(
  join(folder, 'nginx.conf'),
  `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  log_format calls escape=json '{"time":"$time_iso8601","agent":"$agent","method":"$request_method",'
    '"url":"https://$http_host$request_uri","status":$status,"user_agent":"$http_user_agent"}';${servers.join('')}
}
`,
)

const nginx = spawn(
  'nginx',
  ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')],
  {
    stdio: 'inherit',
  },
)
try {
  await listening(FIRST_PORT)
  for (const [index, { name }] of AGENTS.entries()) {
    const run = spawnSync(process.execPath, [join(here, 'agents.mjs'), name, String(FIRST_PORT + index)])
    if (run.status !== 0) throw new Error(`${name} failed: ${run.stderr}`)
  }
} finally {
  nginx.kill('SIGQUIT')
  await once(nginx, 'exit')
}
copyFileSync(join(folder, 'calls.jsonl'), join(here, 'calls.jsonl'))
rmSync(folder, { recursive: true })
const lines = readFileSync(join(here, 'calls.jsonl'), 'utf8').trimEnd().split('\n')
const version = spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr.trim()
console.log(`${lines.length} calls; ${version}, node ${process.version}`)

/** Waits until somebody takes connections. */
async function listening(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isThere) return
  }
}
