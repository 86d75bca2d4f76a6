#!/usr/bin/env bash
# An @id annotation does not name a Cedar policy in the diagnostics of its own engine.
#
# Guess: a policy that is annotated `@id("allow-read")` is `allow-read` in
# `diagnostics.reason`.
#
# Fact:  policies of a text are numbered by their place, so the reason is `policy1`, and
# becomes `policy0` when the policy before it is removed. The annotation is kept but is
# only data.
#
# Why it matters here: whoever keeps evidence of who was allowed by what needs a name that
# outlives an edit elsewhere in the file.
#
# Seen with: @cedar-policy/cedar-wasm@4.13.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @cedar-policy/cedar-wasm@4.13.0 >/dev/null

cat >probe.mjs <<'EOF'
import cedar from '@cedar-policy/cedar-wasm/nodejs'
const other = '@id("other") permit(principal == User::"b", action, resource);'
const read = '@id("allow-read") permit(principal == User::"a", action, resource);'
const ask = (staticPolicies) =>
  cedar.isAuthorized({
    principal: { type: 'User', id: 'a' },
    action: { type: 'Action', id: 'read' },
    resource: { type: 'Doc', id: '1' },
    context: {},
    policies: { staticPolicies },
    entities: [],
  }).response
for (const text of [`${other}\n${read}`, read]) {
  const { decision, diagnostics } = ask(text)
  console.log(decision, JSON.stringify(diagnostics.reason))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
allow ["policy1"]
allow ["policy0"]
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
