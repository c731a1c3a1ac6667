"""How an office keeps its ledgers: one YAML file of its names for units and columns, and of what it measures by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from govsite_checks.office import renamed
from govsite_checks.yamlfile import FileError, faults_of, parse, read_text, refuse, suggestion
from govsite_checks.yamlfile.faults import shown

from .kinds import KINDS, columns_for
from .measures import (
    MediaMeasures,
    MessageMeasures,
    TruthfulBar,
    media_measures,
    message_measures,
    truthful_bar,
)
from .workdays import MAX_DAYS

MAX_UNITS: Final = 5_000
MAX_NAMES: Final = 50
MAX_NAME: Final = 200

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Practice:
    """An office's practice.

    ``units`` are the other names of units, ``heads`` by kind of table the other names of its columns; the rest is what is
    measured by.
    """

    units: Names
    heads: Mapping[str, Names]
    messages: MessageMeasures
    truthful: TruthfulBar
    newmedia: MediaMeasures


def usual_practice() -> Practice:
    """What holds where an office says nothing."""
    return Practice({}, {}, message_measures(), truthful_bar(), media_measures())


def read_practice(path: Path | None) -> Practice:
    """The practice that a file describes; without one the usual.

    Raises:
        FileError: the file cannot be read, or something in it is wrong; every fault with its place.
    """
    usual = usual_practice()
    if path is None:
        return usual
    root, faults = parse(read_text(path), shown(path))
    if root is None or faults:
        raise FileError(faults)
    try:
        said = _File.model_validate(root.plain() if root.value is not None else {})
    except ValidationError as error:
        raise FileError(faults_of(error, _File, root, shown(path))) from None
    return Practice(
        said.units,
        said.columns,
        replace(usual.messages, **_said(said.messages)),
        replace(usual.truthful, **_said(said.truthful)),
        replace(usual.newmedia, **_said(said.newmedia)),
    )


def practice_text() -> str:
    """A file of the usual practice, for an office to change."""
    usual = usual_practice()
    lines = [
        "# 本单位的台账设定：各项都可省略，省略的按通用设定。",
        "",
        "# 单位的其他写法：台账中的单位名: [其他写法]",
        "units: {}",
        "#  市公安局: [北京市公安局]",
        "",
        f"# 各表的列名：{'、'.join(f'{kind}（{title}）' for kind, title in KINDS.items())}",
        "columns: {}",
        "#  messages: {unit: 承办部门}",
    ]
    for name, title in _SECTIONS.items():
        lines += ["", f"# {title}", f"{name}:"]
        lines += [f"  {key}: {value}" for key, value in asdict(getattr(usual, name)).items()]
    return "\n".join(lines) + "\n"


_SECTIONS: Final = {
    "messages": "网民留言：默认办理工作日、点名最多的几家单位、按期办结率低于多少点名",
    "truthful": "写“自查情况整体真实准确”所需的百分比：一致率、可查看的项目、自查覆盖率；未能读取的行至多占多少",
    "newmedia": "政务新媒体：更新天数、建议关停天数、雷同程度、比对的最少字数、雷同占比、最少发布条数",
}


def _said(section: BaseModel) -> dict[str, Any]:
    return section.model_dump(exclude_none=True)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
_NameList = Annotated[list[_Name], BeforeValidator(_as_list), Field(max_length=MAX_NAMES)]
_Percent = Annotated[Decimal, Field(ge=0, le=100, allow_inf_nan=False)]
_Days = Annotated[int, Field(ge=1, le=3_650)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Messages(_Section):
    working_days: Annotated[int, Field(ge=1, le=MAX_DAYS)] | None = None
    busiest: Annotated[int, Field(ge=1, le=100)] | None = None
    least_percent: _Percent | None = None


class _Truthful(_Section):
    agreement: _Percent | None = None
    seen: _Percent | None = None
    coverage: _Percent | None = None
    refused: _Percent | None = None


class _NewMedia(_Section):
    window_days: _Days | None = None
    close_days: _Days | None = None
    likeness: Annotated[int, Field(ge=50, le=100)] | None = None
    least_signs: Annotated[int, Field(ge=8, le=400)] | None = None
    copied_percent: Annotated[int, Field(ge=1, le=100)] | None = None
    least_posts: Annotated[int, Field(ge=1, le=1_000)] | None = None


class _File(_Section):
    units: Annotated[dict[_Name, _NameList], Field(max_length=MAX_UNITS)] = Field(default_factory=dict)
    columns: dict[str, dict[str, _NameList]] = Field(default_factory=dict)
    messages: _Messages = Field(default_factory=_Messages)
    truthful: _Truthful = Field(default_factory=_Truthful)
    newmedia: _NewMedia = Field(default_factory=_NewMedia)

    @field_validator("columns")
    @classmethod
    def _known(cls, columns: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
        for kind, heads in columns.items():
            if kind not in KINDS:
                near = suggestion(kind, KINDS) or f"可用：{'、'.join(KINDS)}"
                raise refuse(f"没有名为“{kind[:40]}”的台账；{near}")
            try:
                renamed(columns_for(kind), heads)
            except ValueError as error:
                raise refuse(f"{kind}：{error}") from None
        return columns
