#!/usr/bin/env bash
# An OpenAPI overlay that appends an entry to a list breaks the list, or does nothing.
#
# Guess: where the target of an action is a list, the value of update is appended as one entry, as
# the Overlay specification has it since 1.0 (action object, update).
#
# Fact:  openapi-overlays-js makes an object of the list, with the entry's fields beside "0", and
# openapi-format leaves the list as it was; neither says anything. Of a list of words the first
# prints an error and goes on, and the second puts the word in place of the list. Both append when
# the overlay names the object around the list.
#
# Why it matters here: overlays add what a platform wants to know to descriptions that one does not
# own: tags, servers, parameters. Name the object around the list, which works in both.
#
# Seen with: openapi-overlays-js@0.2.0, openapi-format@1.33.6 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openapi-overlays-js@0.2.0 openapi-format@1.33.6 >/dev/null

cat >probe.mjs <<'EOF'
import openapiFormat from 'openapi-format'
import { applyOverlay } from 'openapi-overlays-js/src/overlay.js'
const description = () => ({
  openapi: '3.1.0',
  info: { title: 'calls', version: '1' },
  tags: [{ name: 'read' }],
  paths: { '/calls': { get: { tags: ['read'] } } },
})
const show = ({ tags, paths }) => `${JSON.stringify(tags)} ${JSON.stringify(paths['/calls'].get.tags)}`
for (const action of [
  { target: '$', update: { tags: [{ name: 'audited' }] } },
  { target: '$.tags', update: { name: 'audited' } },
  { target: '$.paths["/calls"].get', update: { tags: ['audited'] } },
  { target: '$.paths["/calls"].get.tags', update: 'audited' },
]) {
  const overlay = () => ({ overlay: '1.0.0', info: { title: 'tags', version: '1' }, actions: [structuredClone(action)] })
  const { data } = await openapiFormat.openapiOverlay(description(), { overlaySet: overlay() })
  console.log(JSON.stringify(action))
  console.log('  openapi-overlays-js:', show(applyOverlay(description(), overlay())))
  console.log('  openapi-format:', show(data))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"target":"$","update":{"tags":[{"name":"audited"}]}}
  openapi-overlays-js: [{"name":"read"},{"name":"audited"}] ["read"]
  openapi-format: [{"name":"read"},{"name":"audited"}] ["read"]
{"target":"$.tags","update":{"name":"audited"}}
  openapi-overlays-js: {"0":{"name":"read"},"name":"audited"} ["read"]
  openapi-format: [{"name":"read"}] ["read"]
{"target":"$.paths[\"/calls\"].get","update":{"tags":["audited"]}}
  openapi-overlays-js: [{"name":"read"}] ["read","audited"]
  openapi-format: [{"name":"read"}] ["read","audited"]
{"target":"$.paths[\"/calls\"].get.tags","update":"audited"}
Error applying overlay: Invalid value used as weak map key
  openapi-overlays-js: [{"name":"read"}] ["read"]
  openapi-format: [{"name":"read"}] "audited"
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
