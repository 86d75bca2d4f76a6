#!/usr/bin/env bash
# casbin's file adapter cannot read the policy that it saved.
#
# Guess: savePolicy() writes what loadPolicy() reads: a field with a comma, which loadPolicy()
# takes in quotes, is written in quotes.
#
# Fact:  it is written bare, and the next load finds one field more: the policy for "/a,b" and
# "read" is one for "/a", "b" and "read". Nothing is said on either way, and comments of the
# file are gone after a save.
#
# Why it matters here: a grant changes its meaning by being loaded and saved. A file of policies
# that a program writes back has to be read again and compared, which is what our edits do.
#
# Seen with: casbin@5.51.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts casbin@5.51.1 >/dev/null

cat >model.conf <<'EOF'
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj && r.act == p.act
EOF

cat >policy.csv <<'EOF'
# who may read
p, alice, "/a,b", read
EOF

cat >probe.cjs <<'EOF'
const { readFileSync } = require('node:fs')
const { newEnforcer } = require('casbin')
const main = async () => {
  const enforcer = await newEnforcer('model.conf', 'policy.csv')
  const told = async () => JSON.stringify(await enforcer.getPolicy()) + ' ' + (await enforcer.enforce('alice', '/a,b', 'read'))
  console.log('loaded:', await told())
  await enforcer.savePolicy()
  console.log('file:', JSON.stringify(readFileSync('policy.csv', 'utf8')))
  await enforcer.loadPolicy()
  console.log('loaded again:', await told())
}
main()
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
loaded: [["alice","/a,b","read"]] true
file: "p, alice, /a,b, read"
loaded again: [["alice","/a","b","read"]] false
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
