#!/usr/bin/env bash
# A numeric range in braces is read by picomatch as a set of single digits.
#
# Guess: `team-{1..12}` matches team-1 to team-12, as in a shell and in the libraries that
# picomatch stands in for.
#
# Fact:  without the `expandRange` option the range becomes the character class [1-12],
# which is the digits 1 and 2; team-3 and team-12 do not match, and nothing is said.
#
# Why it matters here: lists of protected policies are written with such ranges; a range
# that means less protects less.
#
# Seen with: picomatch@4.0.7 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts picomatch@4.0.7 >/dev/null

cat >probe.mjs <<'EOF'
import picomatch from 'picomatch'
const matching = []
for (let number = 1; number <= 12; number += 1)
  if (picomatch.isMatch(`team-${number}`, 'team-{1..12}')) matching.push(`team-${number}`)
console.log(matching.join(' '))
console.log(String(picomatch.makeRe('team-{1..12}')))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
team-1 team-2
/^(?:team-[1-12])$/
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
