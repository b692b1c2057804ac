"""Dates: what a text names, at the precision at which it names it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates.dates import find_dates
from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision

MAY = date(2025, 5, 15)  # a Thursday


def read(text: str, published: date | None = None, before: str = "") -> list[DateMention]:
    named = list(find_dates(before, 0, len(before), published))
    return list(find_dates(text, 0, len(text), published, named))


def spans(text: str, published: date | None = None, before: str = "") -> list[str]:
    """Return the values of the dates; a range with both of its ends."""
    found = read(text, published, before)
    return [f"{one.value}/{one.until}" if one.until else one.value for one in found]


def values(text: str, published: date | None = None) -> list[str]:
    return [dated.value for dated in read(text, published)]


def names(text: str, published: date | None = None) -> list[str]:
    return [text[dated.start : dated.end] for dated in read(text, published)]


def in_calendar(value: str) -> bool:
    """Return True if ISO 8601 has such a day, month, year, decade or century."""
    year, *rest = value.replace("--", "2000-").split("-")
    padded = year.ljust(4, "0").replace("0000", "0001")
    return bool(date.fromisoformat("-".join([padded, *rest, "01", "01"][:3])))


def row(text, value, why):
    return pytest.param(text, value, id=f"{why}: {text}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        row("2025-05-15", "2025-05-15", "ISO"),
        row("2025-05-15T23:30Z", "2025-05-15", "ISO with a time, as it is written"),
        row("2025-05-15T23:30:00-05:00", "2025-05-15", "a time zone moves nothing"),
        row("May 15, 2025", "2025-05-15", "American"),
        row("May 15 , 2025", "2025-05-15", "of a text in which a space stands before each comma"),
        row("May 15 2025", "2025-05-15", "American without a comma"),
        row("MAY 15, 2025", "2025-05-15", "a shouted heading"),
        row("May the 15th, 2025", "2025-05-15", "spoken"),
        row("15 May 2025", "2025-05-15", "British"),
        row("15 May, 2025", "2025-05-15", "British with a comma"),
        row("15-May-2025", "2025-05-15", "British with hyphens"),
        row("the 15th of May 2025", "2025-05-15", "spoken British"),
        row("May 1st, 2025", "2025-05-01", "ordinal"),
        row("May 2nd, 2025", "2025-05-02", "ordinal"),
        row("May 3rd, 2025", "2025-05-03", "ordinal"),
        row("May fifteenth, 2025", "2025-05-15", "ordinal in words"),
        row("the twenty-first of May 2025", "2025-05-21", "ordinal of two words"),
        row("Sept. 2, 1945", "1945-09-02", "Sept."),
        row("Sep 2, 1945", "1945-09-02", "Sep"),
        row("Oct 7, 2023", "2023-10-07", "Oct"),
        row("Jan. 6, 2021", "2021-01-06", "Jan."),
        row("Thursday, May 15, 2025", "2025-05-15", "with its weekday"),
        row("Thursday 15 May 2025", "2025-05-15", "with its weekday, British"),
        row("Thursday, the 15th of May 2025", "2025-05-15", "with its weekday, spoken"),
        row("at 8:30 p.m. on May 15, 2025", "2025-05-15", "after a time"),
        row("May 15, 2025, at 17:00 GMT", "2025-05-15", "before a time"),
        row("29 February 2024", "2024-02-29", "leap day"),
        row("29 February 2000", "2000-02-29", "leap day of a century by 400"),
        row("31 December 1999", "1999-12-31", "last day of a year"),
        row("January 1, 2000", "2000-01-01", "first day of a year"),
        row("15/05/2025", "2025-05-15", "no 15th month"),
        row("5/15/2025", "2025-05-15", "no 15th month, American"),
        row("15.05.2025", "2025-05-15", "with full stops"),
        row("05/05/2025", "2025-05-05", "the same both ways"),
        row("9/11", "2001-09-11", "a day known by its numbers"),
        row("the Sept. 11 attacks", "2001-09-11", "a day known by what happened"),
        row("March 2022", "2022-03", "month"),
        row("March, 2022", "2022-03", "month with a comma"),
        row("March of 2022", "2022-03", "month of"),
        row("Aug. 1998", "1998-08", "short month"),
        row("January nineteen ninety-seven", "1997-01", "a transcript of speech"),
        row("in 1998.", "1998", "year"),
        row("(2022)", "2022", "year in brackets"),
        row("2022’s war", "2022", "year with a possessive"),
        row("the 1998 elections", "1998", "a year before a plural, after *the*"),
        row("the Class of 1998", "1998", "a year, if not of an event"),
        row("At Expo 2020 they met", "2020", "an event with its year"),
        row("Since 1998 it grew", "1998", "a year after a word with a capital"),
        row("the 1970s-era hall", "197", "a decade before a hyphen"),
        row("“4 July 1976”", "1976-07-04", "a quoted day"),
        row("in 1848", "1848", "an old year after *in*"),
        row("nineteen ninety-seven", "1997", "a year in words"),
        row("fiscal 1998", "1998", "a fiscal year: its number and no month"),
        row("fiscal year 1998", "1998", "the same in full"),
        row("the 1998 fiscal year", "1998", "the same the other way round"),
        row("the 1990s", "199", "decade"),
        row("1990's", "199", "decade with an apostrophe"),
        row("the '90s", "199", "short decade"),
        row("the ’80s", "198", "short decade with a curly apostrophe"),
        row("the 2010s", "201", "decade of this century"),
        row("the 20th century", "19", "century"),
        row("a 19th-century house", "18", "century with a hyphen"),
        row("the nineteenth century", "18", "century in words"),
        row("the first century", "00", "the first one"),
        row("May 15", "--05-15", "no year is known"),
        row("15 May", "--05-15", "no year is known, British"),
        row("29 February", "--02-29", "leap day without a year"),
        row("in May", "--05", "a month without a year"),
        row("on Christmas Eve", "--12-24", "a named day without a year"),
        row("New Year's Eve 1999", "1999-12-31", "a named day"),
        row("the Fourth of July, 1976", "1976-07-04", "a named day with a comma"),
        row("Christmas Day 2024", "2024-12-25", "a fixed day"),
        row("Thanksgiving 2024", "2024-11-28", "fourth Thursday of November"),
        row("Thanksgiving 2023", "2023-11-23", "fourth Thursday, not last"),
        row("Labor Day 2025", "2025-09-01", "first Monday of September"),
        row("Memorial Day 2025", "2025-05-26", "last Monday of May"),
        row("Memorial Day 2021", "2021-05-31", "last Monday of May, its last day"),
        row("Martin Luther King Day 2025", "2025-01-20", "third Monday of January"),
        row("Election Day 2024", "2024-11-05", "Tuesday after the first Monday"),
        row("Black Friday 2024", "2024-11-29", "day after Thanksgiving"),
        row("Easter 2025", "2025-04-20", "late Easter"),
        row("Easter 2024", "2024-03-31", "early Easter"),
        row("Good Friday 2025", "2025-04-18", "before Easter"),
        row("Ash Wednesday 2025", "2025-03-05", "before Lent"),
    ],
)
def test_what_needs_no_article(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_in_full_and_short(number):
    month = date(2000, number, 1)
    for name in {f"{month:%B}", f"{month:%b}", f"{month:%b}."} - {"May."}:
        assert values(f"on {name} 3, 2020") == [f"2020-{number:02}-03"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{why}: {text[:40]}")
        for why, text in [
            ("empty", ""),
            ("a verb", "It may rain."),
            ("a verb at the start", "May it rain!"),
            ("a name", "May said that she would stay"),
            ("a name", "Theresa May left, and Mrs. May wept"),
            ("a name", "April Jones met June Smith"),
            ("a verb", "They march on"),
            ("a verb with a number", "they march 15 miles"),
            ("an event", "the March on Washington"),
            ("an event", "March for Life"),
            ("a verb", "he can spring, fall and second it"),
            ("a verb with a number", "shares fall 2 percent"),
            ("a count", "2000 people"),
            ("a count", "2022 seats"),
            ("a count", "about 2000 homes"),
            ("a count", "1500 pounds"),
            ("troops", "2000 troops"),
            ("money", "$2000 or €1999 or £1998"),
            ("numbers", "1,998 or 1998.5 or 2,000"),
            ("percent", "2000%"),
            ("longer numbers", "12025 or 20251"),
            ("in a word", "A2020 or B1998c"),
            ("old numbers", "1899 or 1650"),
            ("beyond", "2100 or 3000"),
            ("times and seasons", "20:25 and 2025/26"),
            ("time", "at 2000 GMT"),
            ("time", "1900 hours"),
            ("no such day", "2025-02-30"),
            ("no such month", "2025-13-01"),
            ("no such year", "0000-01-01"),
            ("no such day of a month", "31 June"),
            ("no leap day", "29 February 2023"),
            ("no leap day", "February 29, 1900"),
            ("day 0", "May 0"),
            ("day 39", "May 39"),
            ("ambiguous", "03/04/2005"),
            ("ambiguous", "03/04/05"),
            ("ambiguous", "3/4"),
            ("both too large", "13/13/2005"),
            ("always", "24-7 and 24/7"),
            ("a law", "section 2001"),
            ("a law", "H.R. 1998"),
            ("a phone number", "Call 555 2010"),
            ("a plane", "Boeing 777 and Airbus 2000"),
            ("a room", "room 1998"),
            ("a flight", "Flight 1907"),
            ("software", "Windows 2000"),
            ("a page", "page 1984"),
            ("a resolution", "resolution 1973"),
            ("a score", "They won 21-17 and 6-4, 7-5"),
            ("a phone number", "(212) 555-2001 or 555-1998"),
            ("a phone number", "+44 20 7946 1998"),
            ("unit of time", "a second later"),
            ("rank", "the second man"),
            ("a paper", "the Sunday Times"),
            ("a paper", "The Sunday Telegraph"),
            ("a show", "Saturday Night Live"),
            ("a film", "Friday the 13th"),
            ("a day of no year", "Bloody Sunday"),
            ("a day of no year", "Super Tuesday"),
            ("again and again", "every Friday"),
            ("again and again", "each Monday"),
            ("again and again", "on Sundays"),
            ("again and again", "Monday nights"),
            ("again and again", "daily, weekly, annually"),
            ("a part of a game", "a second-quarter touchdown"),
            ("a part of a game", "led 21-17 in the second quarter"),
            ("a part of a city", "the French Quarter"),
            ("a fourth", "a quarter of them"),
            ("how long", "for three years"),
            ("how long", "in the last two years"),
            ("how long", "over the past decade"),
            ("how long", "during the past year"),
            ("how long", "in the next year"),
            ("how long", "the last twenty-four hours"),
            ("how long", "an 18-month term"),
            ("vague", "some time ago, recently, now, soon, one day"),
            ("vague", "many years ago"),
            ("vague", "more than 20 years ago"),
            ("a shop", "Christmas shopping"),
            ("an island", "Christmas Island"),
            ("an insurrection", "the Easter Rising"),
            ("a plant", "a christmas cactus"),
            ("a floor", "on the 15th floor"),
            ("an anniversary", "the 15th anniversary"),
            ("of two centuries", "the '20s"),
            ("before Christ", "the 5th century B.C."),
            ("a title", "on ABC’s “This Week”"),
            ("a paper", "the Mail on Sunday"),
            ("a paper", "told the Sunday Business Post"),
            ("a paper", "USA Today"),
            ("a programme", "the Today programme"),
            ("a programme", "NBC News' Today show"),
            ("a programme", "the BBC's Sunday Morning programme"),
            ("a film", "Born on the Fourth of July"),
            ("again and again", "Every spring in March the ice breaks"),
            ("a programme", "on The Tonight Show"),
            ("a programme", "Monday Night Football"),
            ("a club", "Sheffield Wednesday"),
            ("a treaty", "the Good Friday Agreement"),
            ("a sale", "strong Black Friday sales"),
            ("a match", "the Boxing Day Test"),
            ("a movement", "the March 14 alliance"),
            ("a film", "the war film “1917,” by Bo Lee"),
            ("a film", 'a novel, "1984", by Orwell'),
            ("a film", "the film *1917*"),
            ("a film", "Blade Runner 2049 lost money"),
            ("a film", "2001: A Space Odyssey"),
            ("a song", "the song “Yesterday” was sung"),
            ("a house", "the warehouse at 2010 Harbour Road"),
            ("a house", "the office at 1980 N. Oak Avenue"),
            ("money", "It costs 1999 euros"),
            ("a length", "at 1980 feet"),
            ("a size", "a 2000-seat hall"),
            ("an age", "a 2000-year-old tomb"),
            ("a car", "The Peugeot 2008 was stolen"),
            ("a phone number", "Call 0800 2010 1999"),
            ("a count", "only 2000 remain"),
            ("a count", "a crowd of 2000 cheered"),
            ("a count", "about 1900 armed men"),
            ("again and again", "every other Sunday"),
            ("again and again", "every Tuesday and Thursday"),
            ("again and again", "Tuesday and Thursday mornings"),
            ("again and again", "the first Sunday of each month"),
            ("again and again", "Monday to Friday"),
            ("again and again", "each May"),
            ("again and again", "every July 4"),
            ("again and again", "on May 9 every year"),
            ("again and again", "each year on March 3"),
            ("again and again", "annually in October"),
            ("again and again", "every Christmas"),
            ("a name", "Mrs May 12 months later"),
            ("ever since", "To this day I cannot say"),
        ]
    ],
)  # fmt: skip
@pytest.mark.parametrize("published", [None, MAY])
def test_no_date(text, published):
    assert values(text, published) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row("May 1-5, 2024", ["2024-05-01/2024-05-05"], "American"),
        row("May 1–5, 2024", ["2024-05-01/2024-05-05"], "with a dash"),
        row("May 1 to 5, 2024", ["2024-05-01/2024-05-05"], "in words"),
        row("May 1 through May 5, 2024", ["2024-05-01/2024-05-05"], "the month twice"),
        row("1–5 May 2024", ["2024-05-01/2024-05-05"], "British"),
        row("1 to 5 May", ["--05-01/--05-05"], "British, no year"),
        row("May 1-5", ["--05-01/--05-05"], "no year"),
        row("from May 2 to June 5", ["--05-02/--06-05"], "two months"),
        row("from May 3 to June 2, 2024", ["2024-05-03/2024-06-02"], "the year at the end"),
        row("3 May to 2 June 2024", ["2024-05-03/2024-06-02"], "British, two months"),
        row("from 30 December to 2 January 2025", ["2024-12-30/2025-01-02"], "over a new year"),
        row("Dec. 30-Jan. 2, 2025", ["2024-12-30/2025-01-02"], "over a new year, American"),
        row("Dec. 30 to Jan. 2", ["--12-30/--01-02"], "over a new year, none known"),
        row("between May 3 and 5, 2024", ["2024-05-03/2024-05-05"], "between"),
        row("between May 3, 2024 and June 1, 2024", ["2024-05-03/2024-06-01"], "two full dates"),
        row("2024-05-03 to 2024-06-01", ["2024-05-03/2024-06-01"], "ISO"),
        row("May to June 2024", ["2024-05/2024-06"], "months"),
        row("November-February 2025", ["2024-11/2025-02"], "months over a new year"),
        row("from May 2023 to June 2024", ["2023-05/2024-06"], "months with years"),
        row("1998-2001", ["1998/2001"], "years"),
        row("1998–2001", ["1998/2001"], "years with a dash"),
        row("1998-99", ["1998/1999"], "short years"),
        row("from 1998 to 2001", ["1998/2001"], "years in words"),
        row("between 1990 and 1995", ["1990/1995"], "years, between"),
        row("in 1990 and 1995", ["1990", "1995"], "two years, no range"),
        row("in 1998, 2001 and 2003", ["1998", "2001", "2003"], "three years"),
        row("5 June or May 2", ["--06-05", "--05-02"], "as they stand"),
        row("in February or March", ["--02", "--03"], "two months"),
        row("in May, and May said", ["--05"], "a month, and a name"),
        row("May 2022 and 2 May 2022", ["2022-05", "2022-05-02"], "two precisions"),
        row("from May 2022 to 2023", ["2022-05", "2023"], "two precisions make no range"),
        row("moved the vote from May 3 to June 2", ["--05-03", "--06-02"], "one day, then another"),
        row("2001-1998", [], "years that go down"),
        row("the second quarter of 1998", ["1998-04/1998-06"], "quarter"),
        row("the second quarter, 1998", ["1998-04/1998-06"], "quarter with a comma"),
        row("1998's first quarter", ["1998-01/1998-03"], "the year before its quarter"),
        row("Q3 2024", ["2024-07/2024-09"], "short quarter"),
        row("3Q 2024", ["2024-07/2024-09"], "short quarter of bankers"),
        row("2024 Q4", ["2024-10/2024-12"], "short quarter after the year"),
        row("the first half of 1989", ["1989-01/1989-06"], "half"),
        row("the last half of 1989", ["1989-07/1989-12"], "other half"),
        row("the summer of 1988", ["1988"], "of a season the year alone is sure"),
        row("the first quarter of fiscal 1998", ["1998"], "of a fiscal quarter too"),
        row("the third quarter", [], "whose?"),
    ],
)
def test_ranges(text, expected):
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The article is of Thursday, 15 May 2025.
        row("today", "2025-05-15", "the article's day"),
        row("tonight", "2025-05-15", "its night"),
        row("this morning", "2025-05-15", "its morning"),
        row("earlier today", "2025-05-15", "its day"),
        row("yesterday", "2025-05-14", "one back"),
        row("Yesterday's talks", "2025-05-14", "with a possessive"),
        row("yesterday afternoon", "2025-05-14", "of a time, the day"),
        row("last night", "2025-05-14", "the night before"),
        row("tomorrow", "2025-05-16", "one on"),
        row("the day before yesterday", "2025-05-13", "two back"),
        row("the day after tomorrow", "2025-05-17", "two on"),
        row("He left Tuesday", "2025-05-13", "past: the last one"),
        row("He left on Friday", "2025-05-09", "past: the last one, of last week"),
        row("He left Thursday", "2025-05-15", "past: the day itself"),
        row("He will leave Tuesday", "2025-05-20", "future: the next one"),
        row("He will leave Friday", "2025-05-16", "future: the next one"),
        row("Talks are to begin Monday", "2025-05-19", "future: are to"),
        row("They are expected to meet on Monday", "2025-05-19", "future: are expected to"),
        row("They plan to meet Monday", "2025-05-19", "future: plan to"),
        row("They're meeting Monday", "2025-05-19", "future: progressive"),
        row("The talks will be held Monday", "2025-05-19", "future: passive"),
        row("On Monday he will leave", "2025-05-19", "future: the verb follows"),
        row("On Monday he left", "2025-05-12", "past: the verb follows"),
        row("He pledged to the trust on Monday that", "2025-05-12", "past: to somebody"),
        row("He said Monday that he will resign", "2025-05-12", "the nearest verb before"),
        row("He said that he will resign Monday", "2025-05-19", "the nearest verb before"),
        row("a Friday deadline", "2025-05-09", "no verb: the last one"),
        row("Wednesday night", "2025-05-14", "of a time, the day"),
        row("late Wednesday", "2025-05-14", "of a time, the day"),
        row("Wednesday at 8 p.m. EST", "2025-05-14", "a time zone moves nothing"),
        row("last Friday", "2025-05-09", "the last one"),
        row("last Thursday", "2025-05-08", "not the day itself"),
        row("this past Monday", "2025-05-12", "the last one"),
        row("this coming Sunday", "2025-05-18", "the next one"),
        row("this Friday", "2025-05-16", "the next one"),
        row("next Friday", "2025-05-23", "that of the next week"),
        row("next Monday", "2025-05-19", "that of the next week"),
        row("Friday last week", "2025-05-09", "that of the last week"),
        row("Monday next week", "2025-05-19", "that of the next week"),
        row("last week on Friday", "2025-05-09", "that of the last week"),
        row("Monday to Wednesday", "2025-05-12/2025-05-14", "weekdays"),
        row("It will run Friday through Sunday", "2025-05-16/2025-05-18", "weekdays to come"),
        row("this week", "2025-05-12/2025-05-18", "Monday to Sunday"),
        row("last week", "2025-05-05/2025-05-11", "the one before"),
        row("next week", "2025-05-19/2025-05-25", "the next"),
        row("the week of May 5", "2025-05-05/2025-05-11", "that of the day"),
        row("over the weekend", "2025-05-10/2025-05-11", "the last one"),
        row("last weekend", "2025-05-10/2025-05-11", "the last one"),
        row("this weekend", "2025-05-17/2025-05-18", "of this week"),
        row("It will rain at the weekend", "2025-05-17/2025-05-18", "future: the next one"),
        row("this month", "2025-05", "the article's month"),
        row("earlier this month", "2025-05", "a part of it"),
        row("last month", "2025-04", "the one before"),
        row("next month", "2025-06", "the next"),
        row("this quarter", "2025-04/2025-06", "the article's quarter"),
        row("last quarter", "2025-01/2025-03", "the one before"),
        row("this year", "2025", "the article's year"),
        row("earlier this year", "2025", "a part of it"),
        row("earlier in the year", "2025", "a part of it"),
        row("last year", "2024", "the one before"),
        row("late last year", "2024", "a part of it"),
        row("early next year", "2026", "a part of it"),
        row("the end of the month", "2025-05", "a part of it"),
        row("by year-end", "2025-12-31", "its last day"),
        row("since year-end", "2024-12-31", "the last last day"),
        row("three days ago", "2025-05-12", "at the precision of its unit"),
        row("three weeks ago", "2025-04-21/2025-04-27", "at the precision of its unit"),
        row("two months ago", "2025-03", "at the precision of its unit"),
        row("six months ago", "2024-11", "over a new year"),
        row("a year ago", "2024", "at the precision of its unit"),
        row("twenty-five years ago", "2000", "a number of two words"),
        row("about 20 years ago", "2005", "about"),
        row("a decade ago", "201", "at the precision of its unit"),
        row("two years from now", "2027", "ahead"),
        row("It fell in March", "2025-03", "past: the last one"),
        row("It fell in August", "2024-08", "past: the last one"),
        row("It will fall in March", "2026-03", "future: the next one"),
        row("It will fall in August", "2025-08", "future: the next one"),
        row("a June agreement was signed", "2024-06", "before a noun"),
        row("last March", "2025-03", "the last one"),
        row("last May", "2024-05", "not the month itself"),
        row("next May", "2026-05", "not the month itself"),
        row("this September", "2025-09", "of this year"),
        row("March last year", "2024-03", "of last year"),
        row("March of this year", "2025-03", "of this year"),
        row("May 15 last year", "2024-05-15", "of last year"),
        row("mid-November", "2024-11", "a part of it"),
        row("last summer", "2024", "the last that was over"),
        row("last winter", "2024/2025", "a winter is of two years"),
        row("this summer", "2025", "of this year"),
        row("in the first quarter", "2025-01/2025-03", "the last one"),
        row("third-quarter profit", "2024-07/2024-09", "past: the last one"),
        row("It will grow in the third quarter", "2025-07/2025-09", "future: the next one"),
        row("It expects to report first-quarter results", "2025-01/2025-03", "just over"),
        row("last year's third quarter", "2024-07/2024-09", "of last year"),
        row("the fourth quarter of last year", "2024-10/2024-12", "of last year"),
        row("first quarter ended March 31", "2025-01/2025-03", "a quarter of the calendar"),
        row("in '98", "1998", "the last such year"),
        row("in '30", "1930", "the last such year"),
        row("on the 20th.", "2025-05-20", "the nearest"),
        row("He left on the 20th.", "2025-04-20", "past: the last one"),
        row("the 3rd of next month", "2025-06-03", "of next month"),
        row("before Christmas", "2024-12-25", "the nearest"),
        row("We will close on Christmas Day", "2025-12-25", "future: the next one"),
        row("last Christmas", "2024-12-25", "the last one"),
        row("next Easter", "2026-04-05", "the next one"),
        row("this Thanksgiving", "2025-11-27", "of this year"),
        row("on Halloween", "2025-10-31", "the nearest"),
        row("Thursday (May 15)", "2025-05-15", "a day and its date are one"),
        row("Friday, May 9", "2025-05-09", "a day and its date are one"),
    ],
)
def test_by_the_day_of_the_article(text, expected):
    assert spans(text, MAY)[0] == expected
    assert len(spans(text, MAY)) == 1 or "ended" in text


@pytest.mark.parametrize(
    "text",
    [
        "today", "last night", "yesterday", "Wednesday night", "He will leave Friday", "last week",
        "this weekend", "next year", "earlier this year", "three weeks ago", "the third quarter",
        "last summer", "the end of the year", "in '98", "Easter", "on the 20th.", "that day",
        "the following year", "two days later", "since then", "a year earlier",
    ],
)  # fmt: skip
def test_without_an_article_nothing_relative_is_a_date(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("On May 2, 1998", "that day", "1998-05-02"),
        ("On May 2, 1998", "the same day", "1998-05-02"),
        ("On May 2, 1998", "the next day", "1998-05-03"),
        ("On May 2, 1998", "the following day", "1998-05-03"),
        ("On May 2, 1998", "the day before.", "1998-05-01"),
        ("On May 2, 1998", "two days later", "1998-05-04"),
        ("On May 2, 1998", "three weeks later", "1998-05-18/1998-05-24"),
        ("On May 2, 1998", "that month", "1998-05"),
        ("On May 2, 1998", "later that year", "1998"),
        ("On May 2, 1998", "the following year", "1999"),
        ("On May 2, 1998", "the previous month", "1998-04"),
        ("On May 2, 1998", "a year earlier", "1997"),
        ("On May 2, 1998", "two years later", "2000"),
        ("On May 2, 1998", "since then", "1998-05-02"),
        ("On May 2, 1998", "the previous Friday", "1998-05-01"),
        ("On May 2, 1998", "the following Monday", "1998-05-04"),
        ("On May 2, 1998", "the following Saturday", "1998-05-09"),
        ("On Dec. 31, 1999", "the next day", "2000-01-01"),
        ("On Feb. 28, 2024", "the next day", "2024-02-29"),
        ("In May 1998", "on the 15th.", "1998-05-15"),
        ("In May 1998", "a year earlier", "1997-05"),
        ("In 1998", "the same year", "1998"),
        ("In 1998", "the following year", "1999"),
        ("In 1998", "two years earlier", "1996"),
        ("In the second quarter of 1998", "that quarter", "1998-04/1998-06"),
        ("In the second quarter of 1998", "the quarter", "1998-04/1998-06"),
        ("In the second quarter of 1998", "a year earlier", "1997-04/1997-06"),
        ("In the second quarter of 1998", "the year-earlier period", "1997-04/1997-06"),
        ("In the second quarter of 1998", "the 1996 quarter", "1996-04/1996-06"),
        ("In the second quarter of 1998", "the same period last year", "2024-04/2024-06"),
        ("1998, from 1997", "a year earlier", "1997"),
    ],
)
def test_by_the_date_named_before(before, text, expected):
    assert spans(text, MAY, before) == [expected]


@pytest.mark.parametrize(
    ("before", "text", "why"),
    [
        ("It rained.", "that day", "none was named"),
        ("In 1998", "two days later", "from which day?"),
        ("In 1998", "the next day", "from which day?"),
        ("In 1998", "on the 15th.", "of which month?"),
        ("In the 1990s", "a year earlier", "from which year?"),
        ("On May 2", "the following year", "of which year?"),
    ],
)
def test_what_was_named_too_vaguely_carries_nothing(before, text, why):
    assert spans(text, None, before) == [], why


def test_a_date_leans_on_one_of_its_own_sentence():
    assert spans("He came in 1998 and left two years later.") == ["1998", "2000"]


def test_reports_compare_with_the_same_quarter_again_and_again():
    text = "Q2 1998 profit rose from a year earlier, and sales rose from a year earlier."
    assert spans(text) == ["1998-04/1998-06", "1997-04/1997-06", "1997-04/1997-06"]


def test_a_fiscal_quarter_is_not_one_of_the_calendar():
    assert spans("its fourth quarter ended Sept. 30", MAY) == ["2024-09-30"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("On May 15, 2025, he left", "May 15, 2025", id="with its year"),
        pytest.param("On May 15, he left", "May 15", id="without the comma"),
        pytest.param("On 15 May 2025 he left", "15 May 2025", id="not May 20"),
        pytest.param("by Oct. 7.", "Oct. 7", id="abbreviation"),
        pytest.param("😀 2025-05-15 😀", "2025-05-15", id="emoji around"),
        pytest.param("in the mid-1990s", "the mid-1990s", id="with its part"),
        pytest.param("on late Wednesday night", "late Wednesday night", id="with the time of day"),
        pytest.param("in early May 2020", "early May 2020", id="a part of a month"),
        pytest.param("in the May talks of 2020", "2020", id="a month that may be a name"),
        pytest.param("from May 3 to June 2 here", "May 3 to June 2", id="a range"),
    ],
)
def test_the_expression_is_the_longest(text, name):
    assert names(text, MAY) == [name]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("the 15 May\n2022 deal", "2022-05-15", id="before the year"),
        pytest.param("on May\n15, 2022", "2022-05-15", id="before the day"),
        pytest.param("in March\r\n2022", "2022-03", id="month"),
        pytest.param("on May\u00a015", "--05-15", id="no-break space"),
        pytest.param("the mid-\n1990s", "199", id="after a hyphen"),
    ],
)
def test_a_date_goes_over_the_end_of_a_wrapped_line(text, value):
    """Else it loses its year, and gets a wrong one from the date of the article."""
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        pytest.param("May 20", MAY, "2025-05-20", id="after"),
        pytest.param("May 2", MAY, "2025-05-02", id="before"),
        pytest.param("Dec. 30", date(2025, 1, 2), "2024-12-30", id="last year"),
        pytest.param("Jan. 2", date(2024, 12, 30), "2025-01-02", id="next year"),
        pytest.param("29 February", date(2025, 3, 1), "2024-02-29", id="leap day nearby"),
        pytest.param("29 February", date(2022, 3, 1), "--02-29", id="no leap day nearby"),
        pytest.param("Jan. 2", date.max, "9999-01-02", id="last of all years"),
        pytest.param("Dec. 30", date.min, "0001-12-30", id="first of all years"),
        pytest.param("May 20, 1998", MAY, "1998-05-20", id="own year"),
        pytest.param("May 1998", MAY, "1998-05", id="own year of a month"),
        pytest.param("He left Sept. 1", MAY, "2024-09-01", id="past, far away"),
        pytest.param("He will leave Feb. 1", MAY, "2026-02-01", id="future, far away"),
        pytest.param("It was due June 1", MAY, "2025-06-01", id="past, yet near"),
        pytest.param("yesterday", date(2025, 1, 1), "2024-12-31", id="over a new year"),
        pytest.param("yesterday", date(2024, 3, 1), "2024-02-29", id="to a leap day"),
        pytest.param("last month", date(2025, 1, 31), "2024-12", id="month over a new year"),
        pytest.param("last month", date(2025, 3, 31), "2025-02", id="from day 31"),
        pytest.param("a year ago", date(2024, 2, 29), "2023", id="from a leap day"),
        pytest.param("last quarter", date(2025, 2, 1), "2024-10", id="quarter over a new year"),
        pytest.param("this week", date(2025, 1, 1), "2024-12-30", id="week over a new year"),
        pytest.param("next Friday", date(2025, 5, 16), "2025-05-23", id="said on a Friday"),
        pytest.param("next Friday", date(2025, 5, 18), "2025-05-23", id="said on a Sunday"),
        pytest.param("last Friday", date(2025, 5, 17), "2025-05-16", id="said on a Saturday"),
        pytest.param("the weekend", date(2025, 5, 18), "2025-05-17", id="said on a Sunday"),
        pytest.param("last winter", date(2025, 1, 5), "2023", id="not the winter that is"),
    ],
)
def test_the_year_and_what_lies_around(text, published, value):
    assert values(text, published) == [value]


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    ["yesterday", "next week", "last year", "Jan. 2", "next Friday", "a century ago", "Christmas"],
)
def test_what_lies_before_or_after_the_calendar_is_no_date(text, published):
    for dated in read(text, published):
        assert in_calendar(dated.value)


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)), st.integers(-182, 182))
def test_a_day_less_than_half_a_year_away_gets_its_own_year(published, days):
    try:
        meant = published + timedelta(days)
    except OverflowError:
        return
    assert values(f"{meant.day} {meant:%B}", published) == [meant.isoformat()]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.none() | st.dates())
def test_a_full_date_is_read_in_each_order_whatever_the_article(day, published):
    weekday, month = f"{day:%A}", f"{day:%B}"
    for text in [
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
    ]:
        assert values(text, published) == [day.isoformat()]


@given(st.dates(date(1900, 1, 8), date(2099, 12, 20)), st.integers(0, 6))
def test_a_weekday_is_within_the_week_on_the_side_of_its_verb(published, ahead):
    name = f"{published + timedelta(ahead):%A}"
    (past,) = read(f"He left {name}.", published)
    (future,) = read(f"He will leave {name}.", published)
    assert timedelta(0) <= published - date.fromisoformat(past.value) < timedelta(7)
    assert date.fromisoformat(future.value) == published + timedelta(ahead)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("May 15", Precision.DAY),
        ("2025-05-15", Precision.DAY),
        ("yesterday", Precision.DAY),
        ("the weekend", Precision.DAY),
        ("last week", Precision.WEEK),
        ("May 2025", Precision.MONTH),
        ("the second quarter", Precision.QUARTER),
        ("the summer of 1988", Precision.SEASON),
        ("the first half of 1988", Precision.HALF),
        ("2025", Precision.YEAR),
        ("fiscal 2025", Precision.YEAR),
        ("the 1990s", Precision.DECADE),
        ("the 20th century", Precision.CENTURY),
    ],
)
def test_precision(text, precision):
    (dated,) = read(text, MAY)
    assert dated.precision is precision


def test_only_the_span_is_read():
    text = "2001 and 2002 and 2003"
    found = [text[one.start : one.end] for one in find_dates(text, 9, 13, None)]
    assert found == ["2002"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-05-15", "15 May 2025"),
        ("May 1", "1 May"),
        ("in May", "May 2025"),
        ("March 2022", "March 2022"),
        ("1998", "1998"),
        ("early 1998", "early 1998"),
        ("earlier this year", "earlier in 2025"),
        ("the end of the year", "end of 2025"),
        ("the mid-1990s", "mid-1990s"),
        ("the 20th century", "20th century"),
        ("the 21st century", "21st century"),
        ("the 12th century", "12th century"),
        ("the second quarter of 1998", "second quarter of 1998"),
        ("the last half of 1998", "second half of 1998"),
        ("the summer of 1988", "summer 1988"),
        ("last winter", "winter 2024–2025"),
        ("fiscal 1998", "fiscal 1998"),
        ("the first quarter of fiscal 1998", "fiscal first quarter of 1998"),
        ("last week", "week of 5 May 2025"),
        ("May 1-5, 2024", "1–5 May 2024"),
        ("May 3 to June 2, 2024", "3 May – 2 June 2024"),
        ("Dec. 30 to Jan. 2, 2025", "30 December 2024 – 2 January 2025"),
        ("May to June 2024", "May–June 2024"),
        ("1998-2001", "1998–2001"),
        ("from the 1980s to the 1990s", "1980s–1990s"),
    ],
)
def test_in_words(text, words):
    published = None if text == "May 1" else MAY
    assert [dated.in_words() for dated in read(text, published)] == [words]


WORDS = st.sampled_from(
    "May Oct. 15 2025 -01 , / 15th the last next this year week quarter Friday night ago two later"
    " earlier second third fiscal 1990s '90s century Christmas Easter summer from to between and"
    " end of that same following day will said - – ( ) \n 9999 31 29 February weekend since then"
    " half year-end year-ago twenty-first nineteen ninety".split(" ")
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))


@given(TEXTS, DAYS, TEXTS)
def test_every_date_is_one_of_the_calendar_and_stands_in_the_text(text, published, earlier):
    before = list(find_dates(earlier, 0, len(earlier), published))
    end = 0
    for dated in find_dates(text, 0, len(text), published, before):
        assert end <= dated.start < dated.end <= len(text)
        assert text[dated.start : dated.end].strip() == text[dated.start : dated.end]
        assert dated.in_words()
        end = dated.end
        for value in {dated.value, dated.until or dated.value}:
            assert in_calendar(value)


WITHOUT_NUMBERS = WORDS.filter(lambda word: word.isalpha() and word not in {"nineteen", "century"})


@given(st.lists(WITHOUT_NUMBERS, max_size=14))
def test_without_an_article_no_year_comes_from_anywhere(words):
    assert all(dated.value.startswith("-") for dated in read(" ".join(words)))
