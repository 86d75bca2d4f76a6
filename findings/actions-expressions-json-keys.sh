#!/usr/bin/env bash
# fromJSON of GitHub Actions expressions drops keys that differ in case, and rounds
# integers.
#
# Guess: toJSON(fromJSON(text)) has every member that the text has.
#
# Fact:  objects are looked up without regard to case, and so {"prod":1,"PROD":2} keeps
# only the first of the two; an integer beyond 2^53 is another one afterwards.
#
# Why it matters here: names of targets go through such an expression as the matrix of a
# job; two names that differ in case alone must be refused before.
#
# Seen with: @actions/expressions@0.3.61 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @actions/expressions@0.3.61 >/dev/null

cat >probe.mjs <<'EOF'
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
const evaluate = (text) => {
  const expression = new Parser(new Lexer(text).lex().tokens, [], []).parse()
  return new Evaluator(expression, new data.Dictionary()).evaluate().coerceString()
}
console.log(evaluate(`toJSON(fromJSON('{"prod":1,"PROD":2}'))`).replace(/\s+/g, ''))
console.log(evaluate(`toJSON(fromJSON('[9007199254740993]'))`).replace(/\s+/g, ''))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"prod":1}
[9007199254740992]
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
