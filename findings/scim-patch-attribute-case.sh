#!/usr/bin/env bash
# scim-patch adds a second attribute where the path is written in other letters.
#
# Guess: a patch of "DisplayName" changes displayName, since names of attributes ignore case
# (RFC 7643, 2.1), or it is refused.
#
# Fact:  the resource has both afterwards, displayName with the old value and DisplayName with the
# new one; members that are added to "Members" are not in members. Inside of a filter case is
# ignored: members[Value eq "1"] finds the value.
#
# Why it matters here: providers write such paths as they like. A group of approvers keeps its old
# members while the provider believes that the change was made.
#
# Seen with: scim-patch@0.8.3 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scim-patch@0.8.3 >/dev/null

cat >probe.cjs <<'EOF'
const { scimPatch } = require('scim-patch')
const group = () => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName: 'finance',
  members: [{ value: '1' }, { value: '2' }],
  meta: {},
})
for (const operation of [
  { op: 'replace', path: 'displayName', value: 'finance-approvers' },
  { op: 'replace', path: 'DisplayName', value: 'finance-approvers' },
  { op: 'add', path: 'Members', value: [{ value: '3' }] },
  { op: 'remove', path: 'members[Value eq "1"]' },
]) {
  const { schemas, meta, ...rest } = scimPatch(group(), [operation])
  console.log(JSON.stringify(operation))
  console.log('  ->', JSON.stringify(rest))
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
{"op":"replace","path":"displayName","value":"finance-approvers"}
  -> {"displayName":"finance-approvers","members":[{"value":"1"},{"value":"2"}]}
{"op":"replace","path":"DisplayName","value":"finance-approvers"}
  -> {"displayName":"finance","members":[{"value":"1"},{"value":"2"}],"DisplayName":"finance-approvers"}
{"op":"add","path":"Members","value":[{"value":"3"}]}
  -> {"displayName":"finance","members":[{"value":"1"},{"value":"2"}],"Members":[{"value":"3"}]}
{"op":"remove","path":"members[Value eq \"1\"]"}
  -> {"displayName":"finance","members":[{"value":"2"}]}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
