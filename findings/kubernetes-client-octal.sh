#!/usr/bin/env bash
# The JavaScript client of Kubernetes reads a file mode as another number than kubectl
# does.
#
# Guess: `defaultMode: 0644` is 420 after loadYaml, as kubectl and the API server read
# manifests (YAML 1.1).
#
# Fact:  it is 644 in decimal, which is mode 1204 in octal. A date is read by rules of
# YAML 1.1 all the same (it becomes a Date), `yes` by those of 1.2.
#
# Why it matters here: a manifest reader of one language is no proof of what another
# reads; policy files quote such scalars.
#
# Seen with: @kubernetes/client-node@1.4.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @kubernetes/client-node@1.4.0 >/dev/null

cat >probe.mjs <<'EOF'
import * as kubernetes from '@kubernetes/client-node'
const read = kubernetes.loadYaml('defaultMode: 0644\nenabled: yes\nfrom: 2026-01-01\n')
console.log(read.defaultMode, read.enabled, read.from instanceof Date ? 'Date' : typeof read.from)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
644 yes Date
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
