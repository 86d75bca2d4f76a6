#!/usr/bin/env bash
# A syslog parser cuts the address of a call off at its first parameter.
#
# Guess: nsyslog-parser undoes the escapes of the formats that it reads: in CEF an equals sign
# inside of a value is written \=, and in structured data of RFC 5424 a quote is written \".
#
# Fact:  in CEF the value ends at the escaped sign, with a backslash behind it, and the rest is in no
# field. Of structured data one escaped quote loses the whole element, and an escaped bracket keeps
# its backslash. glossy, another parser, reads the structured data as the RFC says.
#
# Why it matters here: audit logs of gateways come in these formats, and what a rule is held
# against is the address with its query. Convert such logs with a reader that knows the escapes.
#
# Seen with: nsyslog-parser@0.10.1, glossy@0.1.7 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nsyslog-parser@0.10.1 glossy@0.1.7 >/dev/null

cat >cef.log <<'EOF'
<134>1 2026-05-01T00:00:00Z gw app - - - CEF:0|Maker|Gateway|1|100|call|5|act=allow request=https://api.example.com/a?x\=1&y\=2 suser=ann
EOF

cat >data.log <<'EOF'
<134>1 2026-05-01T00:00:00Z gw app - - [call@1 agent="a" note="b"] done
<134>1 2026-05-01T00:00:00Z gw app - - [call@1 agent="a" note="list[0\]"] done
<134>1 2026-05-01T00:00:00Z gw app - - [call@1 agent="a" note="said \"yes\""] done
EOF

cat >probe.cjs <<'EOF'
const { readFileSync } = require('node:fs')
const glossy = require('glossy').Parse
const parse = require('nsyslog-parser')
const lines = (file) => readFileSync(file, 'utf8').trim().split('\n')
for (const line of lines('cef.log')) console.log('CEF:', JSON.stringify(parse(line).fields))
for (const line of lines('data.log')) {
  console.log(line.slice(line.indexOf('[')))
  console.log('  nsyslog-parser:', JSON.stringify(parse(line).structuredData))
  console.log('  glossy:', JSON.stringify(glossy.parse(line).structuredData))
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
CEF: {"act":"allow","request":"https://api.example.com/a?x\\","suser":"ann"}
[call@1 agent="a" note="b"] done
  nsyslog-parser: [{"$id":"call@1","agent":"a","note":"b"}]
  glossy: {"call@1":{"agent":"a","note":"b"}}
[call@1 agent="a" note="list[0\]"] done
  nsyslog-parser: [{"$id":"call@1","agent":"a","note":"list[0\\]"}]
  glossy: {"call@1":{"agent":"a","note":"list[0]"}}
[call@1 agent="a" note="said \"yes\""] done
  nsyslog-parser: []
  glossy: {"call@1":{"agent":"a","note":"said \"yes\""}}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
