#!/usr/bin/env bash
# json-merge-patch makes a patch that does not lead to its own target, without a word.
#
# Guess: generate(before, after), applied to before, gives after, or generate says that
# RFC 7396 cannot express it.
#
# Fact:  a member that is null in the target is written as null, which means removal when
# the patch is applied: the target had {"a":null,"b":2}, the result is {"b":2}.
#
# Why it matters here: null and absent are two things in an API that Go serves; we send
# whole documents and compare what comes back.
#
# Seen with: json-merge-patch@1.0.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-merge-patch@1.0.2 >/dev/null

cat >probe.mjs <<'EOF'
import mergePatch from 'json-merge-patch'
const before = { a: 1, b: 2 }
const after = { a: null, b: 2 }
const patch = mergePatch.generate(before, after)
console.log(JSON.stringify(patch), JSON.stringify(mergePatch.apply(structuredClone(before), patch)))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"a":null} {"b":2}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
