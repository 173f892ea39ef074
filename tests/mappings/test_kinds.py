import pytest

from mappings.kinds import kind_of


@pytest.mark.parametrize(
    ("printed", "title", "kind"),
    [
        ("ley", "", "act"),
        ("andere", "Niederlassungsvertrag vom 6. Juli 1874", "treaty"),
        ("", "The Lanterns Act 2003 (Commencement No. 33) Regulations 2022", "regulation"),
        ("", "GENEVA CONVENTIONS (SUPPLEMENTARY PROVISIONS) ACT", "act"),
        ("", "Law on the Enforcement of the Lanterns Act", "act"),
        ("", "Constitution of the Lantern Order", "constitution"),
        ("", "Loi relative au Code des lanternes", "act"),
        ("", "关于办理灯笼刑事案件适用法律若干问题的解释（二）", "interpretation"),
        ("", "灯籠法第五条の機関を定める政令", "decree"),
        ("", "Directive (EU) 2015/849 on lanterns", "other"),
        ("", "Regeling lantaarns 1994", "regulation"),
        ("", "Lanterns", "other"),
        ("", "2003 (33)", "other"),
        ("", "", "other"),
    ],
)
def test_a_kind_is_what_the_source_or_else_the_title_says(
    printed: str, title: str, kind: str
) -> None:
    assert kind_of(printed, title) == kind
