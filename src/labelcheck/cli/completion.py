"""``labelcheck completion``: the lines that make a shell complete commands, options and their values.

They are written out of the parsers themselves, so that nothing is missing from them, and need nothing installed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

HELP = "print what makes a shell complete commands and options: see labelcheck completion --help"
_HOW: Final = (
    'bash: eval "$(labelcheck completion bash)" in ~/.bashrc. '
    'zsh: eval "$(labelcheck completion zsh)" in ~/.zshrc, behind compinit. '
    "fish: labelcheck completion fish > ~/.config/fish/completions/labelcheck.fish"
)
_SHELLS: Final = ("bash", "zsh", "fish")


_FISH_PATH: Final = """\
function __labelcheck_at
    set -l path
    for one in (commandline -opc)[2..]
        string match -q -- '-*' $one; and continue
        set -l next (string join ' ' $path $one)
        contains -- $next KNOWN; and set path $next
    end
    test "$path" = "$argv[1]"
end"""
"""Whether the line is at a command and its part: fish itself asks only whether a word stands anywhere in it."""


class Place(NamedTuple):
    """What may follow a command: ``path`` is it and its part, as "rules show"; each option with its values and help."""

    path: str
    commands: dict[str, str]
    options: dict[str, tuple[tuple[str, ...], bool, str]]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.epilog = _HOW
    parser.add_argument("shell", choices=_SHELLS, help="the shell")


def run(args: argparse.Namespace) -> int:
    """Print the lines; return the exit code."""
    from labelcheck.cli.main import parser_of

    places = list(_places(parser_of(""), ""))
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell](places), end="")  # noqa: T201
    return 0


def _places(parser: argparse.ArgumentParser, path: str) -> Iterator[Place]:
    commands: dict[str, str] = {}
    options: dict[str, tuple[tuple[str, ...], bool, str]] = {}
    inner: list[tuple[str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {c.dest: c.help or "" for c in action._choices_actions}
            commands |= {name: told.get(name, "") for name in action.choices}
            inner += [(f"{path} {name}".strip(), one) for name, one in action.choices.items()]
        elif not action.option_strings:
            commands |= {str(choice): "" for choice in action.choices or ()}
        for option in action.option_strings:
            values = tuple(map(str, action.choices or ()))
            options[option] = (values, action.nargs != 0, _line(action))
    yield Place(path, commands, options)
    for name, one in inner:
        yield from _places(one, name)


def _line(action: argparse.Action) -> str:
    told = re.sub(r"\s+", " ", re.split(r"[:;]| \(default", action.help or "")[0])
    return told.replace("%%", "%")


def _words(place: Place) -> str:
    return " ".join([*place.commands, *place.options])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _values(places: list[Place]) -> dict[str, tuple[str, ...]]:
    """Return what may follow each option, in any command: an option means the same wherever it stands."""
    found: dict[str, tuple[str, ...]] = {}
    for place in places:
        for option, (values, _, _) in place.options.items():
            found[option] = tuple(dict.fromkeys((*found.get(option, ()), *values)))
    return {option: values for option, values in found.items() if values}


def _bash(places: list[Place]) -> str:
    paths = "\n".join(f"        {_quoted(p.path)}) words={_quoted(_words(p))} ;;" for p in places)
    values = "\n".join(
        f'        {option}) COMPREPLY=($(compgen -W {_quoted(" ".join(v))} -- "$word")); return ;;'
        for option, v in _values(places).items()
    )
    known = " ".join(_quoted(p.path) for p in places if p.path)
    return f"""\
_labelcheck() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" path="" words="" one
    for one in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$one" in -*) continue ;; esac
        local next="${{path:+$path }}$one" known
        for known in {known}; do
            if [ "$next" = "$known" ]; then path="$next"; break; fi
        done
    done
    case "$before" in
{values}
    esac
    case "$path" in
{paths}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}}
complete -o filenames -F _labelcheck labelcheck
"""


def _zsh(places: list[Place]) -> str:
    cases = []
    for place in places:
        lines = [f"{name}:{_plain(told)}" for name, told in place.commands.items()]
        options = [f"{name}:{_plain(told)}" for name, (_, _, told) in place.options.items()]
        cases.append(
            f"        {_quoted(place.path)})\n"
            f"            commands=({' '.join(map(_quoted, lines))})\n"
            f"            options=({' '.join(map(_quoted, options))}) ;;"
        )
    values = "\n".join(
        f"        {option}) compadd -- {' '.join(map(_quoted, v))}; return ;;" for option, v in _values(places).items()
    )
    known = " ".join(_quoted(p.path) for p in places if p.path)
    body = "\n".join(cases)
    return f"""\
#compdef labelcheck
_labelcheck() {{
    local path_="" next_ one
    local -a commands options known
    known=({known})
    for one in "${{(@)words[2,CURRENT-1]}}"; do
        [[ "$one" == -* ]] && continue
        next_="${{path_:+$path_ }}$one"
        (( ${{known[(Ie)$next_]}} )) && path_="$next_"
    done
    case "${{words[CURRENT-1]}}" in
{values}
    esac
    case "$path_" in
{body}
    esac
    if [[ "${{words[CURRENT]}}" == -* ]]; then
        _describe -o option options
    else
        (( $#commands )) && _describe command commands
        _files
    fi
}}
compdef _labelcheck labelcheck
"""


def _plain(text: str) -> str:
    return text.replace(":", " ").replace("\\", " ")


def _fish(places: list[Place]) -> str:
    known = " ".join(_quoted(p.path) for p in places if p.path)
    lines = [_FISH_PATH.replace("KNOWN", known)]
    for place in places:
        start = f"complete -c labelcheck -n '__labelcheck_at \"{place.path}\"'"
        lines += [f"{start} -a {name} -d {_quoted(told)}" for name, told in place.commands.items()]
        for option, (values, takes, told) in place.options.items():
            kind = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            more = f" -x -a {_quoted(' '.join(values))}" if values else " -r" if takes else ""
            lines.append(f"{start} {kind}{more} -d {_quoted(told)}")
    return "\n".join(lines) + "\n"
