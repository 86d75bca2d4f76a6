#!/usr/bin/env bash
# has() of @bufbuild/cel says that a key with the value null is not there.
#
# Guess: has(call.approver) is true where the map has the key, as the CEL specification defines it
# for maps, and so is "approver" in call; the value may be null.
#
# Fact:  both are false for null in @bufbuild/cel, though call.approver == null is true there, and
# true in @marcbachmann/cel-js. A key that is missing is false in both, as it should be.
#
# Why it matters here: the facts of a call come as JSON, where null is common, and a condition on
# them is decided one way by one library and the other way by the other. Compare with null instead.
#
# Seen with: @bufbuild/cel@0.6.1, @bufbuild/protobuf@2.17.0, @marcbachmann/cel-js@8.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1 @bufbuild/protobuf@2.17.0 @marcbachmann/cel-js@8.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { run } from '@bufbuild/cel'
import { evaluate } from '@marcbachmann/cel-js'
for (const call of [{ approver: 'ann' }, { approver: null }, {}]) {
  for (const text of ['has(call.approver)', '"approver" in call']) {
    console.log(JSON.stringify(call), text, '@bufbuild/cel:', run(text, { call }), 'cel-js:', evaluate(text, { call }))
  }
}
const call = { approver: null }
console.log(JSON.stringify(call), 'call.approver == null @bufbuild/cel:', run('call.approver == null', { call }))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"approver":"ann"} has(call.approver) @bufbuild/cel: true cel-js: true
{"approver":"ann"} "approver" in call @bufbuild/cel: true cel-js: true
{"approver":null} has(call.approver) @bufbuild/cel: false cel-js: true
{"approver":null} "approver" in call @bufbuild/cel: false cel-js: true
{} has(call.approver) @bufbuild/cel: false cel-js: false
{} "approver" in call @bufbuild/cel: false cel-js: false
{"approver":null} call.approver == null @bufbuild/cel: true
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
