"""One server's own articles, which its moderators add, replace and remove."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath

from bot.errors import LibraryError
from bot.ingest.draft import ArchivedArticle, Draft, make_draft
from bot.libraries.article_store import AddResult, free_path
from bot.libraries.server_library import ServerLibrary
from bot.libraries.server_segments import ServerSegments
from bot.storage.articles import SERVER_FOLDER, ArticleRecord, NewArticle


class ServerArticles:
    """The articles of a server, as an ArticleStore; each change is stored whole or not at all.

    Raises LibraryError for an article that does not exist, or one too many or too large.
    """

    def __init__(self, library: ServerLibrary, server_id: int, today: date) -> None:
        self._library, self._server_id, self._today = library, server_id, today

    async def add(self, drafts: Sequence[Draft]) -> list[AddResult]:
        """Add each draft unless an article with the same words is stored; all of them or none."""
        async with self._library.changing(self._server_id) as segments:
            stems = {PurePath(path).stem for path in segments.paths}
            results: list[AddResult] = []
            new: dict[str, Draft] = {}  # by their paths
            for draft in drafts:
                result = await self._find_duplicate(draft, new)
                if result is None:
                    path = free_path(draft.file_name, lambda name: PurePath(name).stem in stems)
                    stems.add(PurePath(path).stem)
                    new[path] = draft
                    result = AddResult.of_draft(path, draft)
                results.append(result)
            await self._commit(segments, new, ())
            return results

    async def restore(self, entry: ArchivedArticle) -> AddResult:
        """Add an exported article, under a path made from its title; raise DocumentError."""
        suffix = PurePath(entry.path).suffix.lower()
        draft = await asyncio.to_thread(
            make_draft, entry.path, entry.text, suffix, None, entry.original
        )
        return (await self.add([draft]))[0]

    async def replace(self, path: str, draft: Draft) -> AddResult:
        """Replace the article at `path` unless another one has the draft's words."""
        async with self._library.changing(self._server_id) as segments:
            old = await self._record(path)
            duplicate = await self._find_duplicate(draft, {})
            if duplicate and duplicate.path != path:
                return duplicate
            new_path = f"{path.rpartition('.')[0]}{draft.suffix}"
            await self._commit(segments, {new_path: draft}, (old,))
            return AddResult.of_draft(new_path, draft)

    async def remove(self, path: str) -> None:
        """Remove the article at `path`, and its original."""
        async with self._library.changing(self._server_id) as segments:
            await self._commit(segments, {}, (await self._record(path),))

    async def _record(self, path: str) -> ArticleRecord:
        record = await self._library.articles.by_path(self._server_id, path)
        if record is None:
            raise LibraryError(f"there is no article {path!r}")
        return record

    async def _find_duplicate(self, draft: Draft, new: Mapping[str, Draft]) -> AddResult | None:
        """Return the article with the same words, among the `new` ones or those stored."""
        for path, other in new.items():
            if other.fingerprint == draft.fingerprint:
                return AddResult(path, other.article.title, is_duplicate=True)
        record = await self._library.articles.by_fingerprint(self._server_id, draft.fingerprint)
        return AddResult(record.path, record.title, is_duplicate=True) if record else None

    async def _commit(
        self,
        segments: ServerSegments,
        drafts: Mapping[str, Draft],
        old_articles: Sequence[ArticleRecord],
    ) -> None:
        """Add the `drafts` under their paths and remove others, in one transaction."""
        if not drafts and not old_articles:
            return
        new_articles = [_to_new_article(path, draft) for path, draft in drafts.items()]
        await self._check_room(new_articles, old_articles)
        change = await asyncio.to_thread(
            segments.change,
            [draft.at(f"{SERVER_FOLDER}/{path}") for path, draft in drafts.items()],
            {f"{SERVER_FOLDER}/{record.path}" for record in old_articles},
            self._library.shared.lexicon,
        )
        count, max_count = change.after.sentence_count, self._library.max_sentences
        if count > max(segments.sentence_count, max_count):
            raise LibraryError(
                f"the articles of a server have {max_count:,} sentences at most; remove some first"
            )
        await self._library.commit(
            self._server_id,
            change,
            self._today,
            new_articles=new_articles,
            old_articles=old_articles,
        )

    async def _check_room(
        self, new_articles: Sequence[NewArticle], old_articles: Sequence[ArticleRecord]
    ) -> None:
        """Raise LibraryError if a change exceeds a limit.

        A server already over a lowered limit may still make changes that do not grow it.
        """
        library = self._library
        count, size = await library.articles.usage(self._server_id)
        count_growth = len(new_articles) - len(old_articles)
        growth = _total_size(new_articles) - _total_size(old_articles)
        if count_growth > 0 and count + count_growth > library.max_articles:
            raise LibraryError(
                f"a server has {library.max_articles:,} articles at most; remove some first"
            )
        if growth > 0 and size + growth > library.max_bytes:
            raise LibraryError(
                f"the articles of a server take {library.max_bytes // 1_000_000:,} MB at most, with"
                " their originals; remove some first"
            )


def _total_size(articles: Sequence[NewArticle] | Sequence[ArticleRecord]) -> int:
    return sum(article.size for article in articles)


def _to_new_article(path: str, draft: Draft) -> NewArticle:
    article = draft.article
    return NewArticle(
        path=path,
        title=article.title,
        published=article.published,
        url=article.url,
        fingerprint=draft.fingerprint,
        text=article.text,
        original=draft.original,
    )
