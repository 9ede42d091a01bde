"""How learners are shared out among assessors. Pure."""

from collections.abc import Collection, Iterable, Mapping


def share_out(
    learners: Iterable[int],
    assessors: Collection[int],
    loads: Mapping[int, int],
    barred: Collection[tuple[int, int]] = (),
    rooms: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Give each learner to the assessor who has the fewest learners then, and may take them.

    `loads` says how many learners each assessor has already; `barred` holds pairs of assessor and
    learner that may not be, and `rooms` how many more those take who take only so many. Of equals
    the first named takes them. Whoever nobody may take is left out.
    """
    load, room = {one: loads.get(one, 0) for one in assessors}, dict(rooms or {})
    shared: dict[int, int] = {}
    for learner in learners:
        free = [
            one
            for one in load
            if one != learner and (one, learner) not in barred and room.get(one, 1) > 0
        ]
        if not free:
            continue
        chosen = min(free, key=load.__getitem__)
        load[chosen] += 1
        if chosen in room:
            room[chosen] -= 1
        shared[learner] = chosen
    return shared
