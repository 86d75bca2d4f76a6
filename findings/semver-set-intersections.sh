#!/usr/bin/env bash
# The intersection of two version ranges holds a version that one of the two refuses.
#
# Guess: a version that satisfies intersect(a, b) satisfies a and b, in the sense of npm's semver,
# whose ranges these are.
#
# Fact:  @voxpelli/semver-set makes ^1.9.9 of ">1.9.9" and "<2.0.0", which lets 1.9.9 in, and keeps
# a release candidate that "1.x" does not take. A pair that it cannot shorten comes out right.
#
# Why it matters here: a project reckons the Node versions and the peers that it supports from such
# ranges. Check the edges with semver itself.
#
# Seen with: @voxpelli/semver-set@7.0.0, semver@7.8.6 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @voxpelli/semver-set@7.0.0 semver@7.8.6 >/dev/null

cat >probe.mjs <<'EOF'
import { intersect } from '@voxpelli/semver-set'
import semver from 'semver'
for (const [a, b, version] of [
  ['>1.9.9', '<2.0.0', '1.9.9'],
  ['1.x', '^1.4.0-rc.1', '1.4.0-rc.1'],
  ['>1.2.3', '<=1.2.4', '1.2.3'],
]) {
  const both = intersect(a, b)
  const inside = [a, b, both].map((range) => `${range} ${semver.satisfies(version, range) ? 'takes' : 'refuses'}`)
  console.log(`${version}:`, inside.join(', '))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
1.9.9: >1.9.9 refuses, <2.0.0 takes, ^1.9.9 takes
1.4.0-rc.1: 1.x refuses, ^1.4.0-rc.1 takes, ^1.4.0-rc.1 takes
1.2.3: >1.2.3 refuses, <=1.2.4 takes, >1.2.3 <=1.2.4 refuses
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
