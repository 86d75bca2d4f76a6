#!/usr/bin/env bash
# The SDK of CloudEvents puts attributes into HTTP headers without encoding them.
#
# Guess: HTTP.binary() percent-encodes an attribute as the HTTP binding of CloudEvents says
# (3.1.3.2), and HTTP.toEvent() decodes it.
#
# Fact:  it does neither. The header holds the raw text, which fetch refuses for letters such as Ł;
# and what another sender encoded properly comes in as the encoded text. Structured mode is not
# affected.
#
# Why it matters here: subjects carry names of policies, teams and files. Send events about them in
# structured mode.
#
# Seen with: cloudevents@10.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { CloudEvent, HTTP } from 'cloudevents'
const event = new CloudEvent({ id: '1', source: '/policies', type: 'policy.applied', subject: 'Łódź', data: { by: 'ann' } })
const { headers, body } = HTTP.binary(event)
console.log('header:', headers['ce-subject'])
try {
  new Headers(headers)
  console.log('fetch takes it')
} catch (error) {
  console.log('fetch:', error.name)
}
const encoded = { headers: { ...headers, 'ce-subject': encodeURIComponent('Łódź') }, body }
console.log('an encoded header comes in as:', HTTP.toEvent(encoded).subject)
console.log('structured comes in as:', HTTP.toEvent(HTTP.structured(event)).subject)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
header: Łódź
fetch: TypeError
an encoded header comes in as: %C5%81%C3%B3d%C5%BA
structured comes in as: Łódź
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
