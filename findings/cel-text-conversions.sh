#!/usr/bin/env bash
# Two CEL libraries make a number of an empty text, and a date of a day that no calendar has.
#
# Guess: int("") is an error, as in the reference implementation, and so is
# timestamp("2026-02-30T00:00:00Z"), since the CEL specification wants a text of RFC 3339.
#
# Fact:  both libraries answer 0, and read the day as 2 March; @bufbuild/cel takes blanks and
# hexadecimal digits too. An impossible month is an error in both.
#
# Why it matters here: a limit that somebody left empty, or a date that was mistyped, decides
# quietly instead of stopping the evaluation. policyctl checks the dates of its own files itself.
#
# Seen with: @bufbuild/cel@0.6.1, @bufbuild/protobuf@2.17.0, @marcbachmann/cel-js@8.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1 @bufbuild/protobuf@2.17.0 @marcbachmann/cel-js@8.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { isCelError, run } from '@bufbuild/cel'
import { evaluate } from '@marcbachmann/cel-js'
const answer = (calculate) => {
  try {
    const value = calculate()
    return isCelError(value) ? 'error' : String(value)
  } catch {
    return 'error'
  }
}
for (const text of [
  'int("")',
  'int("one")',
  'int(" 5 ")',
  'int("0x10")',
  'timestamp("2026-02-30T00:00:00Z") == timestamp("2026-03-02T00:00:00Z")',
  'timestamp("2026-13-01T00:00:00Z") == timestamp("2027-01-01T00:00:00Z")',
]) {
  console.log(text, '@bufbuild/cel:', answer(() => run(text, {})), 'cel-js:', answer(() => evaluate(text, {})))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
int("") @bufbuild/cel: 0 cel-js: 0
int("one") @bufbuild/cel: error cel-js: error
int(" 5 ") @bufbuild/cel: 5 cel-js: error
int("0x10") @bufbuild/cel: 16 cel-js: error
timestamp("2026-02-30T00:00:00Z") == timestamp("2026-03-02T00:00:00Z") @bufbuild/cel: true cel-js: true
timestamp("2026-13-01T00:00:00Z") == timestamp("2027-01-01T00:00:00Z") @bufbuild/cel: error cel-js: error
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
