#!/usr/bin/env bash
# cel-js evaluates integer expressions of CEL in floating point.
#
# Guess: by the CEL specification 7 / 2 is the integer 3, integers have 64 bits, and an
# addition beyond them is an error.
#
# Fact:  7 / 2 is 3.5, 2^53 + 1 equals 2^53, and the greatest integer plus one is a
# number. (@marcbachmann/cel-js and @bufbuild/cel do as the specification says.)
#
# Why it matters here: a condition that was tested with one engine decides otherwise in
# another; the language of a policy is only as portable as its integers.
#
# Seen with: cel-js@0.8.2, @marcbachmann/cel-js@8.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cel-js@0.8.2 @marcbachmann/cel-js@8.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { evaluate as first } from 'cel-js'
import { evaluate as second } from '@marcbachmann/cel-js'
const told = (evaluate, text) => {
  try {
    return String(evaluate(text))
  } catch {
    return 'error'
  }
}
for (const text of ['7 / 2', '9007199254740993 == 9007199254740992', '9223372036854775807 + 1'])
  console.log(text, '->', told(first, text), '|', told(second, text))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
7 / 2 -> 3.5 | 3
9007199254740993 == 9007199254740992 -> true | false
9223372036854775807 + 1 -> 9223372036854776000 | error
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
