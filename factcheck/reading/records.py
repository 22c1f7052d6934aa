"""JSON: one document, or a list of them, each an object with `text`, perhaps with title, published, url, language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading import text as plain
from factcheck.reading.draft import Draft, NoText, published
from factcheck.settings import Limits

REMEDY = "give objects with a string under `text`"


class Article(msgspec.Struct):
    """What is read of an object; other keys are none of our business."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The documents in a file of JSON."""
    articles = decoded(data, Article | list[Article])
    if isinstance(articles, Article):
        yield draft(articles)
        return
    for number, article in enumerate(articles, 1):
        yield draft(article, number)


def decoded(data: bytes, kind: Any) -> Any:
    """`data` as `kind`; raises NoText for JSON of other shape and ReadError for what is no JSON."""
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except msgspec.ValidationError as fault:
        raise NoText(f"holds no documents ({fault}); {REMEDY}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ReadError(f"is not valid JSON ({fault}); mend it") from None
    except RecursionError:
        raise ReadError("nests JSON too deeply; simplify it") from None


def draft(article: Article, record: int | None = None) -> Draft:
    """The document of one object; `record` is its number in a list or its line, from 1."""
    if article.text is None:
        raise NoText(f"has no `text`; {REMEDY}")
    base = plain.read(article.text)
    return msgspec.structs.replace(
        base,
        title=article.title or base.title,
        published=published(article.published, "metadata", 0.95) if article.published else None,
        language=(article.language or "en")[:2].lower(),
        suffix=f"#{record}" if record else "",
        location=Location(record=record) if record else None,
        url=article.url,
    )
