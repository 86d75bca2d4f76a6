#!/usr/bin/env bash
# A Cedar policy has another number after the way through the JSON of its own package.
#
# Guess: policyToText(policyToJson(text)) is the same policy; Cedar's integers have 64 bits.
#
# Fact:  from 2^53 on the number is rounded without a word: 9007199254740993 comes back as
# 9007199254740992. Near the end of the range the package refuses the JSON that it made itself.
# The engine, given the text, tells the two numbers apart.
#
# Why it matters here: limits in the smallest unit of a currency and identifiers are that long.
# Who stores or compares policies as JSON from JavaScript decides by another number.
#
# Seen with: @cedar-policy/cedar-wasm@4.13.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @cedar-policy/cedar-wasm@4.13.0 >/dev/null

cat >probe.cjs <<'EOF'
const cedar = require('@cedar-policy/cedar-wasm/nodejs')
const policy = (number) => `permit(principal, action, resource) when { context.id == ${number} };`
for (const number of ['9007199254740991', '9007199254740993', '-9223372036854775807']) {
  const { json } = cedar.policyToJson(policy(number))
  const back = cedar.policyToText(json)
  console.log(number, '->', JSON.stringify(json.conditions[0].body['=='].right), '->', back.text ?? back.type)
}
const ask = (left, right) =>
  cedar.isAuthorized({
    principal: { type: 'User', id: 'ann' },
    action: { type: 'Action', id: 'read' },
    resource: { type: 'File', id: 'a' },
    context: {},
    entities: [],
    policies: { staticPolicies: `permit(principal, action, resource) when { ${left} == ${right} };` },
  }).response.decision
console.log('the engine, equal:', ask('9007199254740993', '9007199254740993'))
console.log('the engine, one less:', ask('9007199254740993', '9007199254740992'))
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
9007199254740991 -> {"Value":9007199254740991} -> permit(principal, action, resource) when { context.id == 9007199254740991 };
9007199254740993 -> {"Value":9007199254740992} -> permit(principal, action, resource) when { context.id == 9007199254740992 };
-9223372036854775807 -> {"Value":-9223372036854776000} -> failure
the engine, equal: allow
the engine, one less: deny
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
