"""Bring English words that mean the same to one form: promised, promises, promise."""

import re
from functools import lru_cache

_SAY_NOTHING = """
    a about after again all also am an and any are as at be because been before being both but by
    can can't could did didn't do does doesn't doing don't down each for from get gets getting got
    had hadn't has have having he her here hers him his how i i'd i'll i'm i've if in into is isn't
    it it's its just let like me more most much my myself no nor not of off on once one only or
    other our ours out over own really s same she she'd should so some someone something still such
    than that that's the their theirs them themselves then there these they they'd thing things this
    those through to too two under until up us very was wasn't we were weren't what when where which
    while who whom why will with won't would you your yours yourself
    customer customers come came coming go went going said say says make made way bit lot
    describe described describing explain explained explaining
"""
_SAY_LITTLE = """
    another around back day different early end first give good hand know last long look need new
    next old open order part place put right second see show short start take tell thank think time
    today use want week work
"""
STOPWORDS = frozenset(_SAY_NOTHING.split())
"""Words that say nothing of what somebody did; in this trade `customer` is one."""

IRREGULAR = {
    "kept": "keep", "told": "tell", "wrote": "write", "written": "write", "rang": "ring",
    "rung": "ring", "gave": "give", "given": "give", "found": "find", "heard": "hear",
    "bought": "buy", "sold": "sell", "sent": "send", "took": "take", "taken": "take",
    "met": "meet", "left": "leave", "spoke": "speak", "spoken": "speak", "thought": "think",
    "knew": "know", "known": "know", "brought": "bring", "showed": "show", "shown": "show",
    "chose": "choose", "chosen": "choose", "understood": "understand", "felt": "feel",
    "held": "hold", "paid": "pay", "broke": "break", "broken": "break", "forgot": "forget",
    "forgotten": "forget", "learnt": "learn", "taught": "teach", "drew": "draw", "drawn": "draw",
    "stood": "stand", "sat": "sit", "lost": "lose", "won": "win", "hung": "hang", "e-mail": "email",
    "e-mails": "email", "e-mailed": "email", "phoned": "telephone", "phone": "telephone",
    "phones": "telephone", "children": "child", "people": "person", "fewer": "few",
    "better": "good", "best": "good", "worse": "bad", "worst": "bad", "apology": "apologise",
    "apologies": "apologise", "choice": "choose", "choices": "choose", "complaint": "complain",
    "complaints": "complain", "calmed": "calm", "calmer": "calm",
}  # fmt: skip
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
"""A word, a number among them, with the apostrophes and hyphens inside it."""

_SHORT = 3
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Cut a word down to what its forms have in common. Not a dictionary: close is enough."""
    word = IRREGULAR.get(word, word)
    if len(word) <= _SHORT:
        return word
    return _without_e(_without_ending(_singular(word)))


def plain(word: str) -> str:
    """Write a word in small letters, without the ending of what is whose."""
    return word.lower().replace("’", "'").removesuffix("'s")


def bare(word: str) -> str:
    """Cut a word down as people type it: didnt and didn't are one."""
    return stem(plain(word).replace("'", ""))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORT + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ied", "ed", "ly"):
        root = word.removesuffix(ending)
        if root == word or len(root) < _SHORT or not _VOWELS & set(root):
            continue
        if ending == "ied":
            return root + "y"
        return _undoubled(root) if ending in {"ing", "ed"} else root
    return word


def _undoubled(root: str) -> str:
    if root[-1] == root[-2] and root[-1] not in "aeiouyls":
        return root[:-1]
    return root


def _without_e(word: str) -> str:
    word = word.removesuffix("e") if len(word) > _SHORT else word
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORT else word


FAINT = frozenset(map(stem, _SAY_LITTLE.split()))
"""Stems of words that are in many entries and tell little by themselves."""
