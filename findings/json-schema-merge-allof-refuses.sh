#!/usr/bin/env bash
# json-schema-merge-allof calls schemas incompatible that have values in common.
#
# Guess: an allOf is merged where one value can pass all of it: "integer" and "number" merge to
# "integer", and a list may contain both a string and a number.
#
# Fact:  both raise "They are probably incompatible", though ajv finds 5 and ["a", 1] valid. Two
# minimums, or a string and a list of types, are merged.
#
# Why it matters here: a tool that merges schemas before it makes types or forms stops at valid
# schemas; ours are written without allOf where one schema can say it.
#
# Seen with: json-schema-merge-allof@0.8.1, ajv@8.17.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-schema-merge-allof@0.8.1 ajv@8.17.1 >/dev/null

cat >probe.cjs <<'EOF'
const Ajv = require('ajv')
const merge = require('json-schema-merge-allof')
const ajv = new Ajv({ strict: false })
for (const [allOf, value] of [
  [[{ type: 'integer' }, { type: 'number' }], 5],
  [[{ contains: { type: 'string' } }, { contains: { type: 'number' } }], ['a', 1]],
  [[{ type: 'string' }, { type: ['string', 'null'] }], 'a'],
  [[{ minimum: 1 }, { minimum: 2 }], 5],
]) {
  let merged
  try {
    merged = JSON.stringify(merge({ allOf }))
  } catch (error) {
    merged = error.message.split('. Values')[0].replace(/ for path:.*?\. /, ': ')
  }
  console.log(JSON.stringify(allOf), 'ajv:', ajv.validate({ allOf }, value), 'merged:', merged)
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
[{"type":"integer"},{"type":"number"}] ajv: true merged: Could not resolve values: They are probably incompatible
[{"contains":{"type":"string"}},{"contains":{"type":"number"}}] ajv: true merged: Could not resolve values: They are probably incompatible
[{"type":"string"},{"type":["string","null"]}] ajv: true merged: {"type":"string"}
[{"minimum":1},{"minimum":2}] ajv: true merged: {"minimum":2}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
