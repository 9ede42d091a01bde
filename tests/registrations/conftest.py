"""The page of criteria and progress that pages here link to, while no package brings it."""

import pytest
from flask import Flask

ENDPOINT = "assessments.qualification"


@pytest.fixture(autouse=True)
def qualification_page(application: Flask) -> None:
    if ENDPOINT not in application.view_functions:
        address = "/qualifications/<int:registration_id>"
        application.url_map.add(application.url_rule_class(address, endpoint=ENDPOINT))
        application.view_functions[ENDPOINT] = str
