#!/usr/bin/env bash
# Two common readers of NO_PROXY disagree about hosts below a name.
#
# Guess: NO_PROXY=example.com means one thing: undici and proxy-from-env send
# sub.example.com the same way.
#
# Fact:  undici goes direct to every host below the name (also for a leading *. or dot,
# the name itself included); proxy-from-env goes direct to the name alone. A network such
# as 127.0.0.0/8 is read by neither.
#
# Why it matters here: two HTTP clients in one process take different ways to one host;
# policyctl uses one client for all.
#
# Seen with: undici@7.30.2, proxy-from-env@2.1.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts undici@7.30.2 proxy-from-env@2.1.0 >/dev/null

cat >probe.mjs <<'EOF'
import http from 'node:http'
import { once } from 'node:events'
import { EnvHttpProxyAgent, request } from 'undici'
import { getProxyForUrl } from 'proxy-from-env'

const direct = http.createServer((_, response) => response.end('direct')).listen(0, '127.0.0.1')
const proxy = http.createServer().listen(0, '127.0.0.1')
proxy.on('connect', (_, socket) => {
  socket.write('HTTP/1.1 200 OK\r\n\r\n')
  socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nproxy'))
})
proxy.on('request', (_, response) => response.end('proxy'))
await Promise.all([direct, proxy].map((server) => once(server, 'listening')))

const httpProxy = `http://127.0.0.1:${proxy.address().port}`
const noProxy = 'example.com,*.star.test,127.0.0.0/8'
Object.assign(process.env, { HTTP_PROXY: httpProxy, http_proxy: httpProxy, NO_PROXY: noProxy, no_proxy: noProxy })
const lookup = (_, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
const dispatcher = new EnvHttpProxyAgent({ httpProxy, httpsProxy: httpProxy, noProxy, connect: { lookup } })
for (const host of ['example.com', 'sub.example.com', 'star.test', 'a.star.test', '127.0.0.1']) {
  const url = `http://${host}:${direct.address().port}/`
  const { body } = await request(url, { dispatcher })
  const undici = await body.text()
  console.log(host, 'undici:', undici, 'proxy-from-env:', getProxyForUrl(url) === '' ? 'direct' : 'proxy')
}
process.exit()
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
example.com undici: direct proxy-from-env: direct
sub.example.com undici: direct proxy-from-env: proxy
star.test undici: direct proxy-from-env: proxy
a.star.test undici: direct proxy-from-env: direct
127.0.0.1 undici: proxy proxy-from-env: proxy
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
