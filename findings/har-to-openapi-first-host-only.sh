#!/usr/bin/env bash
# har-to-openapi's generateSpec describes the first host of a recording and no other.
#
# Guess: a recording of two hosts becomes one description with both, or an error.
#
# Fact:  the calls to the second host are in no path and no server, without a word;
# generateSpecs, in the plural, returns one description a host.
#
# Why it matters here: recordings of an agent have many hosts, and an allow list that is
# made from such a description lacks most of them. `propose --from-log` and `replay` count
# each call, and name what they could not read.
#
# Seen with: har-to-openapi@2.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts har-to-openapi@2.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { generateSpec, generateSpecs } from 'har-to-openapi'
const call = (url) => ({
  startedDateTime: '2026-01-01T00:00:00Z',
  time: 1,
  request: { method: 'GET', url, httpVersion: 'HTTP/1.1', cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: -1 },
  response: {
    status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', cookies: [], headers: [],
    content: { size: 2, mimeType: 'application/json', text: '{}' }, redirectURL: '', headersSize: -1, bodySize: -1,
  },
  cache: {},
  timings: { send: 0, wait: 1, receive: 0 },
})
const entries = ['https://a.example/one', 'https://b.example/two', 'https://b.example/three'].map(call)
const har = { log: { version: '1.2', creator: { name: 'probe', version: '1' }, entries } }
const { spec } = await generateSpec(har, {})
console.log(Object.keys(spec.paths).join(' '), spec.servers.map(({ url }) => url).join(' '))
for (const one of await generateSpecs(har, {})) console.log(one.domain, Object.keys(one.spec.paths).join(' '))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
/one https://a.example
a.example /one
b.example /three /two
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
