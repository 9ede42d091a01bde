"""Write `trainer.css`, `trainer.js` and `worker.js` anew, after a change to one of their sources.

    python tools/build_static.py

The style sheet is the part of Bootstrap named in `KEPT`, then our theme; the script is the parts in
`src/js`, in order; the service worker is `src/worker.js` after those of the parts that it shares.
They are kept in the repository; a test says when one is out of date.
"""

import gzip
import hashlib
import re
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

STATIC = Path(__file__).parent.parent / "trainer" / "static"
BOOTSTRAP = STATIC / "vendor" / "bootstrap" / "bootstrap.min.css"
THEME = STATIC / "src" / "theme.css"
NOTICE = "/*! Bootstrap 5.3 (MIT, The Bootstrap Authors), in part, and Trainer's theme. */\n"

SHARED = ("22-store.js", "24-send.js")
"""The parts of the script that the service worker uses too."""

KEPT = re.compile(
    r"""
    row | col | col-auto | col-\d+ | col-(sm|md|lg)-(\d+|auto) | g-[0-4]
    | form-label | form-control | form-select | form-check | btn
    | visually-hidden | visually-hidden-focusable | text-reset
    | d-((sm|md|lg)-)?(none|block|inline-block|flex|inline-flex|grid)
    | flex-(wrap|nowrap|column|row|grow-1|shrink-0) | gap-[0-5]
    | align-(items|self)-(start|center|end|baseline|stretch) | align-(middle|top|bottom|baseline)
    | justify-content-(start|center|end|between)
    | [mp][tbsexy]?-([0-5]|auto)
    | text-(start|center|end|nowrap|break) | fw-(normal|semibold|bold) | fst-(normal|italic)
    | w-100 | h-100 | mw-100
    """,
    re.VERBOSE,
)
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
USES = re.compile(r"var\((--[\w-]+)")


def build_css() -> str:
    """Return the whole style sheet as served."""
    theme = squeeze(THEME.read_text())
    kept = [rule for node in parse(BOOTSTRAP.read_text()) if (rule := keep(node))]
    return NOTICE + stamp(prune("".join(kept), theme) + theme) + "\n"


def parse(text: str) -> list[Node]:
    """Return the rules of a style sheet, or of what is inside a rule that holds rules."""
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def keep(node: Node) -> str:
    """Return the part of one of Bootstrap's rules that we use, or nothing."""
    if isinstance(node, QualifiedRule):
        selectors = [s for s in split(tinycss2.serialize(node.prelude)) if wanted(s)]
        body = tinycss2.serialize(node.content)
        return f"{','.join(selectors)}{{{body}}}" if selectors else ""
    if isinstance(node, AtRule) and node.at_keyword in {"media", "supports"} and node.content:
        inner = "".join(filter(None, map(keep, parse(tinycss2.serialize(node.content)))))
        head = tinycss2.serialize(node.prelude).strip()
        return f"@{node.at_keyword} {head}{{{inner}}}" if inner else ""
    return ""


def split(prelude: str) -> list[str]:
    """Split a list of selectors at the commas that are not inside brackets."""
    return [part.strip() for part in re.split(r",(?![^(\[]*[)\]])", prelude)]


def wanted(selector: str) -> bool:
    """Say whether a selector speaks only of what our pages use."""
    if "data-bs-" in selector and selector != "[data-bs-theme=light]":
        return False
    return all(KEPT.fullmatch(name) for name in CLASS.findall(selector))


def prune(css: str, theme: str) -> str:
    """Leave out of Bootstrap the custom properties that nothing reads."""
    while True:
        used = set(USES.findall(css + theme))
        pruned = "".join(without_unused(node, used) for node in parse(css))
        if pruned == css:
            return css
        css = pruned


def without_unused(node: Node, used: set[str]) -> str:
    """Return a rule without the custom properties that are not in `used`."""
    if isinstance(node, AtRule) and node.content:
        head = tinycss2.serialize(node.prelude).strip()
        inner = "".join(
            without_unused(child, used) for child in parse(tinycss2.serialize(node.content))
        )
        return f"@{node.at_keyword} {head}{{{inner}}}" if inner else ""
    if not isinstance(node, QualifiedRule):
        return ""
    declarations = [
        declaration.serialize()
        for declaration in tinycss2.parse_declaration_list(node.content, skip_whitespace=True)
        if isinstance(declaration, Declaration)
        and (not declaration.name.startswith("--") or declaration.name in used)
    ]
    head = tinycss2.serialize(node.prelude).strip()
    return f"{head}{{{';'.join(declarations)}}}" if declarations else ""


def squeeze(css: str) -> str:
    """Take the comments and the white space that means nothing out of our theme."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};])\s*", r"\1", css).replace(";}", "}").strip()


def stamp(css: str) -> str:
    """Add to each font's address what changes when its bytes do, as `asset()` does in pages."""

    def versioned(match: re.Match[str]) -> str:
        digest = hashlib.sha256((STATIC / match[1]).read_bytes()).hexdigest()[:10]
        return f"url({match[1]}?v={digest})"

    return re.sub(r"url\((vendor/[^)?]+)\)", versioned, css)


def build_js() -> str:
    """Return the whole script as served: the parts, in order, out of reach of other scripts."""
    parts = [file.read_text() for file in sorted((STATIC / "src" / "js").glob("*.js"))]
    return '(() => {\n"use strict";\n\n' + "\n".join(parts) + "})();\n"


def build_worker() -> str:
    """Return the service worker as the server finds it."""
    source = STATIC / "src"
    parts = [*(source / "js" / name for name in SHARED), source / "worker.js"]
    return '(() => {\n"use strict";\n\n' + "\n".join(one.read_text() for one in parts) + "})();\n"


def main() -> None:
    """Write the files and say what each weighs."""
    built = {"trainer.css": build_css, "trainer.js": build_js, "worker.js": build_worker}
    for name, build in built.items():
        text = build()
        (STATIC / name).write_text(text)
        packed = len(gzip.compress(text.encode(), mtime=0))
        print(f"{name}: {len(text.encode()):,} bytes, {packed:,} compressed")


if __name__ == "__main__":
    main()
