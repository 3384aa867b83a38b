# What zsh offers after the words of $1, with the completion functions of the folder $2: one candidate a line.
# An interactive zsh in a pseudo-terminal completes the line; its compadd prints what it is given.
zmodload zsh/zpty
zpty shell zsh -f -i
setup=$(mktemp)
cat > $setup <<EOF
PROMPT=
fpath=($2 \$fpath)
autoload -Uz compinit; compinit -D -u
bindkey '^I' complete-word
mark () { echo -E - \$'\0' }
compprefuncs=( mark )
comppostfuncs=( mark exit )
compadd () {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "\$@"; return; fi
  typeset -a found
  builtin compadd -A found "\$@"
  [[ \$#found == 0 ]] || print -l -- \$found
}
echo ready
EOF
zpty -w shell source $setup
while zpty -r shell line; do [[ $line == ready* ]] && break; done
rm -f $setup
zpty -w -n shell "$1"$'\t'
integer marks=0
while zpty -r shell line; do
  if [[ $line == *$'\0'* ]]; then (( ++marks == 2 )) && break; continue; fi
  (( marks )) && print -r -- ${line%%$'\r'*}
done
