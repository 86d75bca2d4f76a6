#!/usr/bin/env bash
# One JSONPath filter chooses other elements in libraries of before RFC 9535 than of after it.
#
# Guess: [?(@.enabled)] asks one thing everywhere: RFC 9535 (2.3.5) asks whether the member is
# there, so that false and null are chosen too.
#
# Fact:  jsonpath-rfc9535, jsonpathly and json-p3 ask that. jsonpath-plus and jsonpath ask whether
# the value is true in JavaScript, so that the filter finds less, and with a ! before @ more;
# @.limit == null finds elements without a limit too, and [-1] finds nothing. No library gives an
# error.
#
# Why it matters here: paths stand in overlays, in rules for linters and in settings of logs, and
# one tool of a pipeline hands them to the next. Compare with a value: @.enabled == true.
#
# Seen with: jsonpath-plus@10.4.0, jsonpath@1.3.0, jsonpathly@3.0.0, jsonpath-rfc9535@1.3.0,
# json-p3@2.3.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jsonpath-plus@10.4.0 jsonpath@1.3.0 jsonpathly@3.0.0 jsonpath-rfc9535@1.3.0 json-p3@2.3.1 >/dev/null

cat >probe.mjs <<'EOF'
import { jsonpath } from 'json-p3'
import older from 'jsonpath'
import { JSONPath } from 'jsonpath-plus'
import * as rfc from 'jsonpath-rfc9535'
import { query } from 'jsonpathly'
const rules = [
  { id: 'on', enabled: true, limit: 5 },
  { id: 'off', enabled: false, limit: null },
  { id: 'plain' },
]
const readers = {
  'jsonpath-rfc9535': (path) => rfc.query({ rules }, path),
  jsonpathly: (path) => query({ rules }, path, { returnArray: true }),
  'json-p3': (path) => jsonpath.query(path, { rules }).values(),
  'jsonpath-plus': (path) => JSONPath({ path, json: { rules } }),
  jsonpath: (path) => older.query({ rules }, path),
}
for (const path of [
  '$.rules[?(@.enabled)].id',
  '$.rules[?(!@.enabled)].id',
  '$.rules[?(@.limit == null)].id',
  '$.rules[?(@.enabled == true)].id',
  '$.rules[-1].id',
]) {
  console.log(path)
  for (const [name, read] of Object.entries(readers)) console.log(`  ${name}:`, read(path).join(' ') || 'nothing')
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
$.rules[?(@.enabled)].id
  jsonpath-rfc9535: on off
  jsonpathly: on off
  json-p3: on off
  jsonpath-plus: on
  jsonpath: on
$.rules[?(!@.enabled)].id
  jsonpath-rfc9535: plain
  jsonpathly: plain
  json-p3: plain
  jsonpath-plus: off plain
  jsonpath: off plain
$.rules[?(@.limit == null)].id
  jsonpath-rfc9535: off
  jsonpathly: off
  json-p3: off
  jsonpath-plus: off plain
  jsonpath: off plain
$.rules[?(@.enabled == true)].id
  jsonpath-rfc9535: on
  jsonpathly: on
  json-p3: on
  jsonpath-plus: on
  jsonpath: on
$.rules[-1].id
  jsonpath-rfc9535: plain
  jsonpathly: plain
  json-p3: plain
  jsonpath-plus: nothing
  jsonpath: nothing
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
