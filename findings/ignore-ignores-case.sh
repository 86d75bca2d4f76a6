#!/usr/bin/env bash
# The npm package ignore takes patterns of .gitignore in any case; git on Linux does not.
#
# Guess: `/Drafts/` ignores the folder Drafts and no other, as git does it where the file
# system tells cases apart.
#
# Fact:  by default it also ignores drafts/payments.yaml, which git tracks; `ignorecase: false`
# has to be asked for.
#
# Why it matters here: a linter or a bot that skips what it takes for ignored never sees a
# policy that git has and that is applied; policyctl asks git what is tracked.
#
# Seen with: ignore@7.0.17, git 2.39 and newer on Linux, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ignore@7.0.17 >/dev/null

git init --quiet repository
echo '/Drafts/' >repository/.gitignore
cat >probe.mjs <<'EOF'
import ignore from 'ignore'
for (const path of ['Drafts/payments.yaml', 'drafts/payments.yaml']) {
  const [usual, strict] = [ignore(), ignore({ ignorecase: false })].map((one) => one.add('/Drafts/').ignores(path))
  console.log(`${path}: ${usual}, asked to be strict ${strict}`)
}
EOF
seen=$(
  node probe.mjs 2>&1
  for path in Drafts/payments.yaml drafts/payments.yaml; do
    git -C repository -c core.ignoreCase=false check-ignore --quiet "$path" && echo "git: $path ignored" || echo "git: $path not ignored"
  done
)

expected=$(cat <<'EOF'
Drafts/payments.yaml: true, asked to be strict true
drafts/payments.yaml: true, asked to be strict false
git: Drafts/payments.yaml ignored
git: drafts/payments.yaml not ignored
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
