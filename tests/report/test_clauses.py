"""The words of a regulation in the report."""

from __future__ import annotations

import pytest

from govsite_checks.report import of_the_standards
from govsite_checks.report.clauses import clause_text


def test_a_clause_of_the_product_comes_with_its_document() -> None:
    clause = clause_text("guideline-2017/footer", of_the_standards)
    assert (clause.document, clause.number) == ("政府网站发展指引", "国办发〔2017〕47号")
    assert clause.url.startswith("https://www.gov.cn/")
    assert clause.text
    assert clause.verified


def test_an_unknown_clause_is_said_to_be_unknown() -> None:
    with pytest.raises(KeyError):
        of_the_standards("nowhere/none")
    clause = clause_text("nowhere/none", of_the_standards)
    assert clause.title == "条款 nowhere/none（条文未收录）"
    assert not clause.verified
