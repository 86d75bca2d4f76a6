#!/usr/bin/env bash
# Quantifiers and connectives of JsonLogic have no neutral element.
#
# Guess: all members of an empty list satisfy a condition, and an empty `and` is true, as
# in logic and in JavaScript's every().
#
# Fact:  `all` of an empty list is false (`none` is true), an empty `and` and an empty
# `or` are both undefined.
#
# Why it matters here: a rule such as 'all approvers are in the team' turns over where the
# list is empty; all and any of no group must mean the same here, and that is tested.
#
# Seen with: json-logic-js@2.0.5 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-logic-js@2.0.5 >/dev/null

cat >probe.mjs <<'EOF'
import jsonLogic from 'json-logic-js'
const positive = { '>': [{ var: '' }, 0] }
for (const rule of [{ all: [[], positive] }, { none: [[], positive] }, { and: [] }, { or: [] }])
  console.log(JSON.stringify(rule), String(jsonLogic.apply(rule, {})))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"all":[[],{">":[{"var":""},0]}]} false
{"none":[[],{">":[{"var":""},0]}]} true
{"and":[]} undefined
{"or":[]} undefined
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
