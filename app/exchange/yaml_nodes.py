"""Reading YAML without trusting it: limits, no references, no doubled keys, every value with its place.

PyYAML by itself unfolds a bomb of references, takes the last of two equal keys and reads 1.10 as 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.text import nfc
from app.errors import InputError
from app.files.storage_errors import storage_error
from app.i18n import _

if TYPE_CHECKING:
    import yaml

LARGEST_FILE = 1_000_000  # bytes; the whole hamlet set is 14 kB
DEEPEST = 12  # groups within groups; a set needs 7
# What PyYAML lets slip where a tag promises another kind of value ("!!bool foo", "!!int ''").
_UNREADABLE = (KeyError, IndexError, AttributeError)
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Node:
    """A group of named entries with its place in the file, so that a wrong entry is named in the sentence."""

    def __init__(self, raw: object, where: str, line: int, *, keys: Iterable[str] = ()) -> None:
        self.where, self.line = where, line
        if not isinstance(raw, Entries):
            raise self.fault(_("phải là một nhóm có tên mục. Hãy sửa tệp."))
        self._raw = raw
        self._known = frozenset(keys)
        self._check_keys()

    def _check_keys(self) -> None:
        if self._known:
            for key, (_value, line) in self._raw.items():
                if key not in self._known:
                    raise self.fault(_("không có mục nào tên “{key}”. Hãy sửa tệp.").format(key=key), line)

    def checked(self, keys: Iterable[str]) -> Node:
        """The same group, refused where it has an entry of another name: a misspelt one would be lost."""
        return Node(self._raw, self.where, self.line, keys=keys)

    def fault(self, sentence: str, line: int | None = None) -> InputError:
        place = _("{where}, dòng {line}").format(where=self.where, line=line or self.line)
        return InputError(_("{where}: {sentence}").format(where=place, sentence=sentence))

    def line_of(self, key: str) -> int:
        return self._raw[key][1] if key in self._raw else self.line

    def _found(self, key: str) -> Any:
        return self._raw[key][0] if key in self._raw else None

    def has(self, key: str) -> bool:
        """Whether the entry is there and says anything."""
        return self._found(key) is not None

    def value(self, key: str, kind: type[T]) -> T:
        found = self._found(key)
        if kind is str and isinstance(found, (int, float, Decimal, date)):
            raise self.fault(
                _("mục “{key}” phải đặt trong ngoặc kép. Hãy sửa tệp.").format(key=key), self.line_of(key)
            )
        wrong = isinstance(found, bool) is not (kind is bool) or isinstance(found, datetime)
        if not isinstance(found, kind) or wrong:
            raise self.fault(
                _("mục “{key}” thiếu hoặc sai kiểu. Hãy sửa tệp.").format(key=key), self.line_of(key)
            )
        return found

    def optional(self, key: str, kind: type[T]) -> T | None:
        return self.value(key, kind) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.optional(key, list) or []
        items = tuple(item for item, _line in found if isinstance(item, str))
        if len(items) != len(found):
            raise self.fault(_("mục “{key}” phải là các dòng chữ.").format(key=key), self.line_of(key))
        return items

    def choice(self, key: str, kinds: type[E]) -> E | None:
        found = self.optional(key, str)
        try:
            return None if found is None else kinds(found)
        except ValueError:
            raise self.fault(
                _("mục “{key}” không nhận “{found}”.").format(key=key, found=found), self.line_of(key)
            ) from None

    def node(self, key: str, *, keys: Iterable[str] = ()) -> Node:
        return Node(self._found(key), f"{self.where} › {key}", self.line_of(key), keys=keys)

    def nodes(self, key: str, *, keys: Iterable[str] = ()) -> list[Node]:
        """Of a list that is there; [] is a list."""
        return [
            Node(item, f"{self.where} › {key}[{place}]", line, keys=keys)
            for place, (item, line) in enumerate(self.value(key, list), start=1)
        ]

    def names(self) -> Iterator[str]:
        yield from self._raw


class Entries(dict[str, tuple[Any, int]]):
    """Value and line by key."""


def load(path: Path) -> Node:
    """The file as one group. Raises InputError with the line, StorageError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(_("Tệp “{name}” lớn quá mức. Hãy kiểm tra lại tệp.").format(name=path.name))
        raw = path.read_bytes()
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            _("Tệp “{name}” không phải là chữ Unicode (UTF-8). Hãy lưu lại với mã UTF-8.").format(
                name=path.name
            )
        ) from error
    return load_text(text, name=path.name)


def load_text(text: str, *, name: str) -> Node:
    import yaml

    loader_class: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_events(yaml.parse(text, Loader=loader_class), name)
        loader = loader_class(text)
        try:
            tree = loader.get_single_node()
            value, line = (None, 1) if tree is None else _plain(tree, loader, name)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, *_UNREADABLE) as error:
        raise InputError(
            _("Tệp “{name}” không đọc được: {why}").format(name=name, why=_why(error))
        ) from error
    return Node(value, name, line)


def _check_events(events: Iterable[Any], name: str) -> None:
    """References and deep nesting are seen before anything is built."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise InputError(
                _("Tệp “{name}”, dòng {line}: dùng tham chiếu lồng nhau nên không nhận.").format(
                    name=name, line=_line(event.start_mark)
                )
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise InputError(
                    _("Tệp “{name}”, dòng {line}: các mục lồng nhau quá sâu. Hãy sửa tệp.").format(
                        name=name, line=_line(event.start_mark)
                    )
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(node: yaml.Node, loader: Any, name: str) -> tuple[Any, int]:
    import yaml

    line = _line(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _entries(node, loader, name), line
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, loader, name) for item in node.value], line
    value = loader.construct_object(node)
    return (nfc(value) if isinstance(value, str) else value), line


def _entries(node: yaml.MappingNode, loader: Any, name: str) -> Entries:
    import yaml

    entries = Entries()
    for key, value in node.value:
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(
                _("Tệp “{name}”, dòng {line}: tên mục phải là chữ. Hãy sửa tệp.").format(name=name, line=line)
            )
        title = nfc(str(key.value))
        if title in entries:
            raise InputError(
                _("Tệp “{name}”, dòng {line}: mục “{key}” có hai lần (lần đầu ở dòng {first}).").format(
                    name=name, line=line, key=title, first=entries[title][1]
                )
            )
        entries[title] = (_plain(value, loader, name)[0], line)
    return entries


def _line(mark: Any) -> int:
    """PyYAML counts from 0; some marks may be missing by its types."""
    return int(mark.line) + 1 if mark is not None else 1


def _why(error: BaseException) -> str:
    """PyYAML's own words are English and long: the line is what helps."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("nội dung không phải là YAML. Hãy kiểm tra lại tệp.")
    return _("dòng {line} viết sai cú pháp YAML. Hãy sửa tệp.").format(line=_line(mark))
