"""Amounts as small sums: parameters and facts joined by + - * / and max, min. Nothing else.

    min(months_studied, education.months_max) * education.learning_month

A name with a dot is a parameter, a name without is a fact. Read once; worked out with the facts at hand.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_WORK: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "max": max,
    "min": min,
}


class FormulaError(ValueError):
    """A formula says something the language has no word for."""


@dataclass(frozen=True)
class Named:
    """A parameter or a fact."""

    name: str


@dataclass(frozen=True)
class Joined:
    sign: str
    left: "Part"
    right: "Part"


Part: TypeAlias = float | Named | Joined


@dataclass(frozen=True)
class Formula:
    """A formula that has been read."""

    text: str
    part: Part

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in _names(self.part) if "." in name))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in _names(self.part) if "." not in name))

    def work_out(self, values: Mapping[str, Any]) -> float | None:
        """The number, or None while a fact is missing. Whole numbers stay whole."""
        try:
            number = round(_value(self.part, values), 6)
        except KeyError:
            return None
        return int(number) if number == int(number) else number


def read(text: str) -> Formula:
    """The formula of a text. Raises FormulaError."""
    try:
        return Formula(text, _part(ast.parse(text, mode="eval").body))
    except SyntaxError as error:
        raise FormulaError(f"{text!r} is no formula") from error


def _part(node: ast.expr) -> Part:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name):
            return Named(name)
        case ast.Attribute(value=ast.Name(id=area), attr=name):
            return Named(f"{area}.{name}")
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return Joined(_SIGNS[type(sign)], _part(left), _part(right))
        case ast.Call(func=ast.Name(id="max" | "min" as sign), args=[left, right], keywords=[]):
            return Joined(sign, _part(left), _part(right))
    raise FormulaError(f"{ast.unparse(node)!r} is not + - * /, max(a, b), min(a, b), a number or a name")


def _names(part: Part) -> Iterator[str]:
    if isinstance(part, Named):
        yield part.name
    elif isinstance(part, Joined):
        yield from _names(part.left)
        yield from _names(part.right)


def _value(part: Part, values: Mapping[str, Any]) -> float:
    if isinstance(part, Joined):
        return _WORK[part.sign](_value(part.left, values), _value(part.right, values))
    if isinstance(part, Named):
        number: float = values[part.name]
        return number
    return part
