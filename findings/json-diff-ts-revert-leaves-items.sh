#!/usr/bin/env bash
# A changeset that added two items to a list takes only one of them back.
#
# Guess: revertChangeset(after, diff(before, after)) is before again, just as applyChangeset leads
# from before to after.
#
# Fact:  json-diff-ts takes added items away one by one from the front, while those behind move up:
# of two added methods one stays. Removed items come back, and with a key for the list
# (embeddedObjKeys) the revert is right.
#
# Why it matters here: lists of methods and of groups have no key. Who goes back to an earlier
# policy so keeps a method that the earlier one did not allow. Keep the earlier document instead.
#
# Seen with: json-diff-ts@4.10.4 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-diff-ts@4.10.4 >/dev/null

cat >probe.mjs <<'EOF'
import { applyChangeset, diff, revertChangeset } from 'json-diff-ts'
const text = (value) => JSON.stringify(value.methods)
for (const [from, to, options] of [
  [['GET'], ['GET', 'POST']],
  [['GET'], ['GET', 'POST', 'PUT']],
  [['GET', 'POST', 'PUT'], ['GET']],
  [['GET'], ['GET', 'POST', 'PUT'], { embeddedObjKeys: { methods: '$value' } }],
]) {
  const before = { methods: from }
  const after = { methods: to }
  const changes = diff(before, after, options)
  const applied = applyChangeset(structuredClone(before), changes)
  const reverted = revertChangeset(structuredClone(after), changes)
  console.log(text(before), 'applied:', text(applied), 'reverted:', text(reverted), options ? 'with a key' : '')
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
["GET"] applied: ["GET","POST"] reverted: ["GET"] 
["GET"] applied: ["GET","POST","PUT"] reverted: ["GET","PUT"] 
["GET","POST","PUT"] applied: ["GET"] reverted: ["GET","POST","PUT"] 
["GET"] applied: ["GET","POST","PUT"] reverted: ["GET"] with a key
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
