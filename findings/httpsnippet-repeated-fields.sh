#!/usr/bin/env bash
# One recorded request becomes three different ones in the snippets of httpsnippet.
#
# Guess: a form that was recorded with a field twice, as the resource of a token request may be
# (RFC 8707), is sent with both by each snippet, and a header that stands there twice too.
#
# Fact:  curl sends both; the fetch for Node sets one over the other and sends the last; the fetch
# for browsers sends one field with both values and a comma. Of the header each keeps the last.
#
# Why it matters here: a recording is replayed to see what a rule does with it. The replayed call is
# not the recorded one, and how it differs depends on the language that one happened to choose.
#
# Seen with: httpsnippet@3.0.10 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts httpsnippet@3.0.10 >/dev/null

cat >probe.mjs <<'EOF'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import httpsnippet from 'httpsnippet'
const server = createServer(async (request, response) => {
  const body = await text(request)
  response.end(JSON.stringify({ header: request.headersDistinct['x-scope'], resource: new URLSearchParams(body).getAll('resource') }))
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const request = {
  method: 'POST',
  url: `http://127.0.0.1:${server.address().port}/token`,
  httpVersion: 'HTTP/1.1',
  headers: [{ name: 'X-Scope', value: 'read' }, { name: 'X-Scope', value: 'write' }],
  queryString: [],
  cookies: [],
  postData: {
    mimeType: 'application/x-www-form-urlencoded',
    params: [{ name: 'resource', value: 'calendar' }, { name: 'resource', value: 'mail' }],
  },
  headersSize: -1,
  bodySize: -1,
}
const snippet = new httpsnippet.HTTPSnippet(request)
console.log('curl:', snippet.convert('shell', 'curl').split('\n').slice(2).map((line) => line.replace(' \\', '').trim()).join(' '))
const Run = Object.getPrototypeOf(async () => {}).constructor
for (const language of ['node', 'javascript']) {
  const code = snippet.convert(language, 'fetch').replace(/^const .*require.*$/gm, '')
  await new Run('console', code)({ log: (answer) => console.log(`fetch, ${language}:`, JSON.stringify(answer)), error: (error) => console.log(String(error)) })
}
server.close()
server.closeAllConnections()
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
curl: --header 'X-Scope: write' --data resource=calendar --data resource=mail
fetch, node: {"header":["write"],"resource":["mail"]}
fetch, javascript: {"header":["write"],"resource":["calendar,mail"]}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
