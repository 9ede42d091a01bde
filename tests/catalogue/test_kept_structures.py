"""The structure of a published version is read once, that of a draft each time."""

from tests.conftest import CountQueries
from tests.factories_assessments import make_qualification
from trainer.catalogue.structures import combination, published_structure


def test_a_published_version_is_read_once(count_queries: CountQueries) -> None:
    version = make_qualification(units=3)
    assert published_structure(version) == combination(version.id).structure
    with count_queries() as sent:
        published_structure(version)
    assert not sent


def test_a_draft_is_read_each_time(count_queries: CountQueries) -> None:
    version = make_qualification()
    version.published_at = None
    published_structure(version)
    with count_queries() as sent:
        published_structure(version)
    assert sent
