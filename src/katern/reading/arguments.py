"""Where the arguments of a macro's call stand in a page: each by its name, those without one by their number."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*(?=\s*=(?!=))|[()\[\]{},]|[^\s]", re.DOTALL)


def places(written: str, start: int, macro: str) -> dict[str, int]:
    """The offset of each argument's value in the first call of a macro behind `start`; nothing where there is none."""
    call = re.compile(rf"\b{re.escape(macro)}\s*\(").search(written, start)
    if call is None:
        return {}
    found: dict[str, int] = {}
    depth, name, is_new = 1, "", True
    for token in _TOKEN.finditer(written, call.end()):
        sign = token.group()
        if depth == 1 and is_new and sign[0] not in "),":
            if not name and re.match(r"\w+\Z", sign) and written[token.end() :].lstrip()[:1] == "=":
                name = sign
                continue
            if sign == "=":
                continue
            found[name or str(len(found))] = token.start()
            is_new = False
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth == 0:
                break
        elif sign == "," and depth == 1:
            name, is_new = "", True
    return found
