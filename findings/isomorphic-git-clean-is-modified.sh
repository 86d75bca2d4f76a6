#!/usr/bin/env bash
# isomorphic-git calls every file of a clean checkout modified where .gitattributes sets eol.
#
# Guess: statusMatrix, which is made to answer as `git status` does, applies the attributes
# that the repository itself has, as the checkout did.
#
# Fact:  it compares the bytes on disk with the blob. After a checkout by git with
# `* text eol=crlf` git says that nothing changed, and statusMatrix that all files did.
#
# Why it matters here: 'uncommitted' decides what an apply may claim of its files; policyctl
# asks git.
#
# Seen with: isomorphic-git@1.44.19, git 2.39 and newer, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts isomorphic-git@1.44.19 >/dev/null

git init --quiet --initial-branch=main repository
printf '* text eol=crlf\n' >repository/.gitattributes
printf 'name: payments\n' >repository/payments.yaml
git -C repository add --all 2>/dev/null
git -C repository -c user.name=a -c user.email=a@example.com commit --quiet --message one
rm repository/payments.yaml repository/.gitattributes
git -C repository checkout --quiet -- .
cat >probe.mjs <<'EOF'
import fs from 'node:fs'
import git from 'isomorphic-git'
// [path, HEAD, work tree, index]; a work tree of 2 differs from HEAD.
for (const row of await git.statusMatrix({ fs, dir: 'repository' })) console.log(row.join(' '))
EOF
seen=$(
  echo "git status: $(git -C repository status --porcelain | wc -l) changed"
  node probe.mjs 2>&1
)

expected=$(cat <<'EOF'
git status: 0 changed
.gitattributes 1 2 1
payments.yaml 1 2 1
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
