# Prints what zsh offers to complete of a line: completion is for terminals, so it gives a second zsh one.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT="> "; autoload -Uz compinit && compinit -u; zstyle ":completion:*" list-prompt ""; LISTMAX=0'
sleep 1
zpty -w -n shell "$1"$'\t\t'
sleep 2
zpty -w -n shell $'\C-U'
while zpty -r -t shell line; do print -r -- "$line"; done
zpty -d shell
