"""The grammar of directions: rules over kinds of tokens, the same for every language.

Each rule turns a run of tokens into one phrase, or declines. They are applied in order, each wherever it fits, so that
a rule may rest on the phrases of those before it. The phrases keep their parts: they are the tree that
``read --explain`` shows. The vocabulary of the field is HL7 FHIR's Dosage and Timing.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.dosing import amounts, clock, groups, times
from labelcheck.reading.dosing.phrases import Tokens
from labelcheck.reading.lex.kinds import ALL, NAMED
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_FIRST: Final = 0x4E00
_CODES: Final = {kind: chr(_FIRST + i) for i, kind in enumerate(ALL)}
"""A letter for each kind, so that runs of kinds can be matched by regular expressions."""
_LONGEST_SENTENCE: Final = 400
"""Tokens; a text with longer ones is no directions, and is cut."""


class Rule(NamedTuple):
    """``pattern`` names kinds; ``make`` returns the phrase, or None where the rule does not hold after all.

    ``needs`` are kinds without one of which the pattern cannot match. An ``opening`` rule holds only where no amount
    stands before in the sentence.
    """

    name: str
    pattern: str
    make: Callable[[Tokens], Token | None]
    needs: str
    opening: bool = False


_LISTED: Final = "(?:COMMA|AND|OR|SLASH|DASH|IN|WITH|TO|PER|AROUND|OTHER)*"
_GIVING: Final = "(?:GIVE|(?:^|(?<=[COMMA COLON TAKE DIRECTIONS AND]))FORM)"
"""The verb that gives one at a time, which may be the noun's very word: "spray twice"."""
_WHERE: Final = "OTHER|IN|TO|UNDER|OVER|WITH|AROUND|TAKE"
RULES: Final = (
    Rule("two (2)", "NUMBER OPEN NUMBER CLOSE", amounts.same_twice, "OPEN"),
    Rule("(1) capsule", "(?<![NUMBER])OPEN NUMBER CLOSE (?=OTHER? FORM)", amounts.in_brackets, "OPEN"),
    Rule("1-800-555-0199", "NUMBER (?:DASH NUMBER){2,}", amounts.telephone, "DASH"),
    Rule("1-0-2", "NUMBER (?:(?:DASH|AND|SLASH) NUMBER)+", amounts.sum_of_parts, "NUMBER"),
    Rule("one and a half", "NUMBER (?:AND NUMBER?|OTHER)? NUMBER", amounts.fraction, "NUMBER"),
    Rule("between 2 and 4", "BETWEEN NUMBER (?:AND|DASH|TO) NUMBER", amounts.range_of_numbers, "BETWEEN"),
    Rule("1–2", "NUMBER (?:TO|DASH TO?|OR|SLASH|COMMA? OR|TO AT_MOST|COMMA? OR? AT_MOST) NUMBER (?:COMMA(?=FORM))?", amounts.range_of_numbers, "NUMBER"),
    Rule("one to two (1-2)", "NUMBER OPEN NUMBER CLOSE", amounts.same_twice, "OPEN"),
    Rule("not after 4 o'clock", "(?:AROUND|TO|UNDER|AT_MOST|OVER) IN? (?:CLOCK NUMBER|NUMBER CLOCK) (?:COLON NUMBER)?", clock.limited, "CLOCK"),
    Rule("kl. 8 och 20", "CLOCK NUMBER (?:COLON NUMBER)? (?:(?:AND|OR|COMMA) CLOCK? NUMBER (?:COLON NUMBER)? (?!FORM|TIMES|OTHER FORM))*", clock.oclock, "CLOCK"),
    Rule("8 Uhr und 20 Uhr", "(?:NUMBER (?:AND|OR|COMMA))? NUMBER CLOCK (?:(?:AND|OR|COMMA) IN? NUMBER CLOCK)*", clock.oclock, "CLOCK"),
    Rule("from 9 h to 18 h", "(?:FROM|BETWEEN|IN)? NUMBER PERIOD? (?:TO|DASH|AND|IN) NUMBER PERIOD", clock.hours_between, "PERIOD"),
    Rule("at 8 h and at 20 h", "(?:IN|AROUND|TO|UNDER|OVER|OTHER|APPROX) NUMBER PERIOD (?:(?:AND|OR|COMMA) (?:IN|TO) NUMBER PERIOD)*", clock.hours, "PERIOD"),
    Rule("one before and one after", "NUMBER AROUND (?:AND|COMMA) NUMBER (?=WHEN|AROUND|IN? EXERCISE)", amounts.before_and_after, "AROUND"),
    Rule("1 tablet or 2 tablets", "NUMBER FORM (?:TO|DASH|OR) NUMBER (?=FORM)", amounts.range_of_forms, "FORM"),
    Rule("a scoop and a half", "NUMBER FORM AND NUMBER (?!FORM|TIMES|PERIOD|UNIT|NUMBER|WHEN|AND)", amounts.and_a_half, "FORM"),
    Rule("more than (no dose)", "NOT TAKE? (?:OTHER )?OVER", times.limit, "NOT"),
    Rule("a few tablets", "SOME (?=FORM)", amounts.not_counted, "SOME"),
    Rule("one to come", "NUMBER TO (?=IN|PER|STOP|BREAK|AS_NEEDED|CONDITION|AND|COMMA)", amounts.one_to, "TO"),
    Rule("one more", "ANOTHER NUMBER?", amounts.another, "ANOTHER"),
    Rule("per 10 kg", "(?:PER|EVERY|SLASH) NUMBER? KG (?:OTHER? BODY_WEIGHT)?", groups.per_body, "KG"),
    Rule("over 60 kg", "(?:OVER|UNDER|FROM)? NUMBER KG (?:OPEN NUMBER OTHER CLOSE)? (?:OLDER|BODY_WEIGHT)?", groups.weight, "KG"),
    Rule("from 6 months to 3 years", "(?:FROM|(?<=[GROUP STOP BREAK]))NUMBER PERIOD (?:TO|DASH) NUMBER (?:PERIOD|YEARS)", groups.ages, "PERIOD"),
    Rule("6–12 months", "(?<=GROUP)(?:OPEN|COMMA)? (?:FROM|OVER|UNDER)* NUMBER PERIOD OLDER?", groups.months, "GROUP"),
    Rule("for a minimum of 3 months", "(?:DURING|IN|PER) NUMBER? AT_LEAST FROM? NUMBER PERIOD", times.duration, "AT_LEAST"),
    Rule("from a month before", "FROM NUMBER PERIOD AROUND (?=GROUP|IN|OTHER|TO|DURING|AT_MOST|UNDER|AND|STOP|COMMA)", times.before, "AROUND"),
    Rule("2 weeks and older", "NUMBER PERIOD OLDER", groups.months, "OLDER"),
    Rule("from 6 months", "FROM NUMBER PERIOD (?!IN? AROUND)", groups.months, "FROM"),
    Rule("6–12 months:", "NUMBER PERIOD (?=COLON)", groups.months, "COLON"),
    Rule("4–10 years", "(?:FROM|OVER|UNDER|TO|AT_MOST|DURING|OLDER)* NUMBER (?:AND )?DASH? (?:YEARS|PERIOD) YEARS? OLDER?",
         groups.age, "NUMBER"),
    Rule("10 years and over", "(?:FROM|OVER)? NUMBER (?:AND|OLDER) (?:PERIOD|YEARS)", groups.age, "NUMBER"),
    Rule("ages 4–10", "(?<=GROUP) (?:OPEN|COMMA|AND)? (?:FROM|OVER|UNDER|OLDER)? NUMBER OTHER? (?:OLDER|AND)? (?=COLON|DASH|CLOSE|COMMA(?! GROUP NUMBER FORM)|TAKE|BREAK)",
         groups.age, "GROUP"),
    Rule("ages 4–13:", "FROM NUMBER (?=COLON|CLOSE|BREAK)", groups.aged_between, "FROM"),
    Rule("over 12 chew two tablets", "(?<=GROUP)(?:OVER|FROM|UNDER) NUMBER (?=FORM NUMBER)", groups.age, "GROUP"),
    Rule("ages 3+", "FROM NUMBER (?:AND|OLDER) (?=COLON|DASH|CLOSE|COMMA|TAKE|BREAK|STOP|AND GROUP)", groups.age, "FROM"),
    Rule("women from 50 and men from 70 years", "(?<=GROUP)FROM NUMBER (?=AND|OR|COMMA)", groups.age, "FROM"),
    Rule("when training:", "(?:IN|WITH|DURING|UNDER) OTHER? EXERCISE (?=COLON|TAKE|NUMBER|COMMA)", groups.training, "EXERCISE",
         opening=True),
    Rule("for whom", "GROUP (?:(?:OTHER|IN|WITH|OPEN|COMMA|SLASH|AND|OR|FROM)* GROUP)* (?:CLOSE)?", groups.group, "GROUP"),
    Rule("amount of a nutrient", "(?:UNDER|OVER|APPROX)? NUMBER UNIT (?:OTHER? RATE)?", times.aside, "UNIT"),
    Rule("16 vitamins", "NUMBER OTHER? SUBSTANCES", times.aside, "SUBSTANCES"),
    Rule("% daily value", "UNIT (?:OTHER|IN)? RATE", times.aside, "UNIT"),
    Rule("divided over 3 meals", "DIVIDED (?:OTHER|IN)? NUMBER (?:(?:OTHER )?(?:WHEN|FORM)|OTHER|(?=STOP|BREAK|COMMA|CLOSE))", times.divided, "DIVIDED"),
    Rule("in 2 divided doses", "NUMBER (?:FORM|OTHER)? DIVIDED", times.divided, "DIVIDED"),
    Rule("a glass of water of 200 ml", "(?:NUMBER OTHER?)? SOLVENT (?:FROM|IN|TO) NUMBER FORM", times.solvent_of, "SOLVENT"),
    Rule("a glass (200 ml) of water", "(?:NUMBER OTHER?)? SOLVENT OPEN NUMBER FORM CLOSE SOLVENT*", times.solvent, "SOLVENT"),
    Rule("a glass of water", "(?:IN|WITH|TO|OTHER)? (?:AT_LEAST|APPROX|AT_MOST)? NUMBER? NUMBER OTHER? OTHER? FORM? (?:OR (?:OTHER|OVER|ANOTHER))? (?:OTHER|IN)? SOLVENT+", times.solvent, "SOLVENT"),
    Rule("water", "SOLVENT+", times.solvent, "SOLVENT"),
    Rule("3 x 1 tablet", "NUMBER TIMES (?=NUMBER)NUMBER (?:OTHER|HEAPED)? FORM", amounts.serving, "TIMES"),
    Rule("1+1+1 tablets", "SUM OTHER? OTHER? FORM", amounts.sum_serving, "SUM"),
    Rule("take one serving", "(?<=TAKE)SIZE (?=FREQUENCY|COUNT|RATE|OFTEN|WHEN|STOP|BREAK)", amounts.one_serving, "SIZE"),
    Rule("2 tablets", "NUMBER (?:OTHER OTHER?|OPEN OTHER CLOSE|APPROX|HEAPED OTHER?)? FORM", amounts.serving, "FORM"),
    Rule("half-tablet", "NUMBER DASH FORM", amounts.half, "DASH"),
    Rule("1 scoop (5 g)", "(?:SERVING|SUM) (?:(?:OTHER OTHER?)?OPEN|EQUALS|SLASH|COMMA) (?:EQUALS|APPROX|OTHER)* (?:NUMBER OTHER? OR)? SERVING (?:OTHER)? CLOSE?",
         amounts.explained, "SERVING"),
    Rule("a sachet of 20 g", "SERVING (?:FROM|IN|OTHER|AROUND|PER|TO) SERVING", amounts.weighed, "SERVING"),
    Rule("daily for 10 days", "(?<=RATE)(?:PER|IN|OVER|UNDER|DURING) (?:AT_LEAST|AT_MOST|APPROX)? NUMBER PERIOD", times.duration, "RATE"),
    Rule("every 2 weeks", "(?:EVERY|EVERY_OTHER|PER|SLASH) (?:NUMBER|ORDINAL (?:DASH|TO|OR) ORDINAL|ORDINAL)? (?:IN|OTHER)? (?:PERIOD|WHEN)", times.interval, "PERIOD"),
    Rule("every evening", "(?:EVERY|EVERY_OTHER) ORDINAL? IN? WHEN", times.interval, "WHEN"),
    Rule("at intervals of 2 weeks", "NUMBER PERIOD EVERY_AFTER", times.interval, "EVERY_AFTER"),
    Rule("each of three meals", "(?:EVERY|PER) (?:IN|OTHER|FROM|TO|WITH)* NUMBER OTHER? WHEN", times.meals, "WHEN"),
    Rule("each meal", "(?:EVERY|PER) OTHER? WHEN", times.each_meal, "WHEN"),
    Rule("for a month", "DURING RATE (?!OTHER)", times.for_one, "RATE"),
    Rule("daily", "RATE", times.plain_rate, "RATE"),
    Rule("spread over the day", "DIVIDED (?:OVER|IN|OTHER|DURING|PER|TO)* PERIOD", times.over_the_day, "DIVIDED"),
    Rule("share 3 over the day", "(?<=DIVIDED SERVING)(?:OVER|IN|DURING|UNDER|PER)+ PERIOD", times.over_the_day, "DIVIDED"),
    Rule("per hour", "(?:PER|EVERY) PERIOD (?:OTHER|IN)* EXERCISE", times.per_hour, "EXERCISE"),
    Rule("3 times", "(?:AT_MOST )?NUMBER DASH? TIMES", times.count, "TIMES"),
    Rule("x 3", "(?<=[SERVING CLOSE])TIMES NUMBER", times.times_behind, "TIMES"),
    Rule("once or twice", "(?:AT_MOST )?OFTEN (?:(?:OR|TO|DASH) (?:OFTEN|NUMBER TIMES))?", times.count, "OFTEN"),
    Rule("1–2 times", "NUMBER (?:OR|TO|DASH (?:TO|OR)?) (?:COUNT|OFTEN)", times.count, "COUNT"),
    Rule("from two three times", "(?<=SERVING)NUMBER COUNT", times.count, "COUNT"),
    Rule("3 times a day", "COUNT (?:COMMA|IN|OTHER)? FREQUENCY", times.count_in, "COUNT"),
    Rule("once in 2 weeks", "(?:COUNT|TIMES) (?:IN|PER|SLASH|EVERY|TO) NUMBER? PERIOD", times.once_in, "PERIOD"),
    Rule("times a day", "TIMES FREQUENCY", times.count_in, "TIMES"),
    Rule("in 2 goes", "(?:IN|TO|OVER) COUNT", times.shared, "COUNT"),
    Rule("daily 3 times", "FREQUENCY COUNT", times.count_in, "COUNT"),
    Rule("daily or every other day", "FREQUENCY OR FREQUENCY", times.either, "OR"),
    Rule("every or every other day", "(?:EVERY|EVERY_OTHER) (?:OR|TO|DASH) FREQUENCY", times.every_to, "EVERY EVERY_OTHER"),
    Rule("3 days a week", "NUMBER PERIOD OTHER? FREQUENCY", times.days_in, "PERIOD"),
    Rule("tablets a day: 3", "PACK? FORM OTHER? FREQUENCY (?:COLON|EQUALS) NUMBER (?!FORM|UNIT|TIMES|PERIOD)", amounts.counted, "FORM"),
    Rule("spray 3 times", f"{_GIVING} (?:{_WHERE}|FORM)*? COUNT", amounts.given, "COUNT"),
    Rule("3 times sprayed", f"COUNT (?:{_WHERE})* GIVE", amounts.given, "COUNT", opening=True),
    Rule("spray daily", f"{_GIVING} (?=(?:{_WHERE}|FORM)*FREQUENCY)(?!.*(?:NUMBER|SERVING|SUM))", amounts.given, "GIVE FORM", opening=True),
    Rule("daily sprayed", f"(?<=FREQUENCY) (?:{_WHERE})* GIVE (?!.*(?:NUMBER|SERVING|SUM))", amounts.given, "GIVE", opening=True),
    Rule("spray", "GIVE", amounts.taken, "GIVE"),
    Rule("5 days out of 7", "NUMBER PERIOD (?:IN|OVER|FROM|OTHER|PER|EVERY|SLASH|DURING|UNDER)+ NUMBER PERIOD?", times.days_out_of, "PERIOD"),
    Rule("5 of 7 days", "NUMBER (?:IN|OVER|FROM|OTHER|PER|DURING)+ NUMBER PERIOD", times.days_out_of, "PERIOD"),
    Rule("never all three at once", "NOT (?:OTHER|FORM|TAKE)* NUMBER (?:OTHER|FORM)* AT_ONCE", times.aside, "AT_ONCE"),
    Rule("on Mondays", "(?:EVERY|EVERY_OTHER|IN|FROM)* WEEKDAY (?:(?:AND|OR|DASH|TO|IN|PER|WITH|EVERY|SLASH|OTHER)* WEEKDAY|(?:COMMA|AND|OR|DASH|TO|IN|PER|WITH|EVERY|SLASH|OTHER)* WEEKDAY(?!OTHER*(?:PAUSE|NOT)))*",
         times.weekdays, "WEEKDAY"),
    Rule("including weekends", "INCLUDING (?:IN|OTHER|DURING)* (?:WEEKEND|WORKDAYS|FREQUENCY)", times.days_included, "INCLUDING"),
    Rule("on weekdays", "(?:IN|OTHER)? (?:WORKDAYS|WEEKEND)", times.named_days, "WORKDAYS WEEKEND"),
    Rule("9 am to 5 pm", "NUMBER WHEN (?:TO|DASH) NUMBER WHEN", clock.hours_open, "WHEN"),
    Rule("Mon–Fri 9–16", "FREQUENCY (?:OTHER|IN|FROM|COMMA|COLON|OPEN)* (?:NUMBER|ASIDE)", clock.opening_hours, "FREQUENCY"),
    Rule("weekdays and weekends", "(?:FREQUENCY|PERIOD) (?:COMMA|AND|OTHER|IN|SLASH|WITH)* FREQUENCY (?!(?:OTHER|IN|COLON|EQUALS|TAKE)*(?:PAUSE|NOT|GROUP))", times.all_days, "FREQUENCY"),
    Rule("except on Sundays", "(?:EXCEPT|PAUSE|NOT) (?:TAKE|FORM|SIZE|IN|OTHER|DURING|WITH|EVERY)* FREQUENCY", times.all_but, "FREQUENCY"),
    Rule("Sunday is a rest day", "FREQUENCY (?:OTHER|IN|COLON|EQUALS|TAKE)* (?:PAUSE|GROUP)", times.all_but, "FREQUENCY"),
    Rule("on Sundays none", "(?:(?<=[COMMA AND])|(?<=COMMA IN))FREQUENCY (?:OTHER|IN|COLON|EQUALS|TAKE)* NOT", times.all_but, "NOT"),
    Rule("on other days none", "GROUP (?:OTHER|IN|COLON|EQUALS|TAKE)* NOT (?:FORM|TAKE|OTHER)*", times.no_other_days, "NOT"),
    Rule("none on other days", "NOT (?:FORM|TAKE|OTHER|IN)* GROUP", times.no_other_days, "NOT"),
    Rule("each time", "EVERY TIMES (?!NUMBER)", times.aside, "TIMES"),
    Rule("Sundays: none", "FREQUENCY (?:OTHER|IN|COLON|EQUALS|TAKE)* NOT", times.all_but, "NOT", opening=True),
    Rule("30 minutes before", "(?:AT_LEAST|AT_MOST|APPROX|OTHER)? NUMBER DASH? PERIOD (?:(?:IN|OTHER)? (?:AROUND|EXERCISE)|(?=WHEN))", times.lead, "PERIOD"),
    Rule("2 minutes", "(?:AT_LEAST|AT_MOST|APPROX)? NUMBER PERIOD", times.minutes, "PERIOD"),
    Rule("12th week of pregnancy", "(?:FROM|TO|DURING|AT_MOST|UNDER)? (?:IN|OTHER)? (?:NUMBER|ORDINAL) STOP? PREGNANCY_WEEK", times.week, "PREGNANCY_WEEK"),
    Rule("week 12 of pregnancy", "PERIOD NUMBER (?:IN|OTHER)? (?=GROUP)", times.week, "PERIOD"),
    Rule("pregnancy week 12", "(?:FROM|TO|DURING|AT_MOST|UNDER)? PREGNANCY_WEEK (?:NUMBER|ORDINAL)?", times.week, "PREGNANCY_WEEK"),
    Rule("until week 12", "(?:TO|DURING|AT_MOST|UNDER) (?:IN|OTHER)? PERIOD NUMBER", times.week, "PERIOD"),
    Rule("before 10 am", "AROUND NUMBER WHEN", clock.limited, "WHEN"),
    Rule("at 9am", "NUMBER WHEN", clock.clock, "WHEN"),
    Rule("at 9 am and 5 pm", "(?<=IN)NUMBER WHEN (?:AND|COMMA|TO|DASH) IN? NUMBER WHEN", clock.clock_times, "WHEN"),
    Rule("phase 1", "PHASE NUMBER (?=OPEN|CLOSE|COLON|DASH|COMMA)", times.numbered_phase, "PHASE"),
    Rule("loading (10 days)", "(?<=PHASE)OPEN (?:DURING|IN)? NUMBER PERIOD CLOSE", times.duration, "PHASE"),
    Rule("loading (days 1-5)", "(?<=PHASE)OPEN FROM? PERIOD NUMBER (?:AND|OTHER|AROUND|OLDER|THEN|TO)* CLOSE", times.aside, "PHASE"),
    Rule("from the 3rd week", "(?<=FROM)OTHER? ORDINAL PERIOD", times.numbered_phase, "ORDINAL"),
    Rule("for 2 weeks", "(?:DURING|IN|UNDER|OVER|FIRST|AROUND)+ (?:AT_LEAST|AT_MOST|APPROX|OTHER)* FIRST? NUMBER? (?:FIRST|ORDINAL)? PERIOD (?:DURING)?",
         times.duration, "PERIOD"),
    Rule("2 weeks long", "(?:AT_LEAST|AT_MOST)? NUMBER PERIOD DURING", times.duration, "PERIOD"),
    Rule("the first 2 weeks", "(?:FIRST|ORDINAL) NUMBER? PERIOD", times.duration, "PERIOD"),
    Rule("2 first weeks", "NUMBER FIRST PERIOD", times.duration, "PERIOD"),
    Rule("week 1", "PERIOD NUMBER (?=CLOSE|COLON|DASH|COMMA|SERVING|TAKE|OPEN|BREAK|OTHER|OLDER|FROM|(?:AND|IN) OTHER? (?:COLON|COMMA|DASH|TAKE))", times.numbered_phase, "PERIOD"),
    Rule("from week 5 on", "(?<=FROM)PERIOD NUMBER (?!TO|DASH)", times.numbered_phase, "PERIOD"),
    Rule("from week 3", "(?:^|(?<=[FROM COMMA COLON DASH]))PERIOD NUMBER (?=IN? (?:WHEN|NUMBER|FREQUENCY|COUNT|GROUP|OTHER))", times.numbered_phase, "PERIOD"),
    Rule("morning and evening: 1 tablet", f"WHEN (?:{_LISTED} WHEN)*", times.whens, "WHEN", opening=True),
    Rule("1 tablet morning and evening", f"WHEN (?:{_LISTED} WHEN)*(?!(?:IN|OTHER|TAKE)*(?:SERVING|NUMBER|SUM))", times.whens, "WHEN"),
    Rule("evening", "WHEN", times.whens, "WHEN"),
    Rule("every morning and evening", "FREQUENCY (?:COMMA|AND|OR|SLASH) WHEN", times.and_whens, "WHEN"),
)  # fmt: skip


class _Ready(NamedTuple):
    rule: Rule
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def _ready() -> tuple[_Ready, ...]:
    return tuple(_Ready(rule, tuple(_CODES[NAMED[n]] for n in rule.needs.split())) for rule in RULES)


@lru_cache(maxsize=len(RULES))
def _pattern(number: int) -> re.Pattern[str]:
    """Return the pattern of a rule over the codes of kinds; few sentences need more than a third of them."""

    def code(match: re.Match[str]) -> str:
        return _CODES[NAMED[match[0]]]

    return re.compile(re.sub(r"[A-Z_]{2,}", code, RULES[number].pattern).replace(" ", ""))


def parse(tokens: Sequence[Token]) -> list[Token]:
    """Return the phrases of a stretch of directions; what no rule took stands among them as it was."""
    phrases: list[Token] = []
    sentence: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        sentence.append(token)
        if following is not None and following.kind == D.PREGNANCY_WEEK:
            continue  # "bis zur 12. Schwangerschaftswoche"
        if token.kind in (K.STOP, K.BREAK) or len(sentence) >= _LONGEST_SENTENCE:
            phrases += _sentence(sentence)
            sentence = []
    return phrases + _sentence(sentence)


def _sentence(tokens: list[Token]) -> list[Token]:
    """Apply the rules to one sentence; no phrase reaches over its end."""
    kinds = "".join([_CODES[t.kind] for t in tokens])
    number = position = 0
    while found := _next_match(kinds, number, position):
        number, start, end = found
        made = RULES[number].make(tokens[start:end])
        if made is not None:
            tokens[start:end] = [made]
            kinds = kinds[:start] + _CODES[made.kind] + kinds[end:]
        position = start + 1
    return tokens


@lru_cache(maxsize=1 << 14)
def _next_match(kinds: str, number: int, position: int) -> tuple[int, int, int] | None:
    """Return the next rule from rule ``number`` on that fits, that one from ``position`` on, and where; None for no more.

    Sentences differ in their numbers and share their kinds: what fits, most have in common.
    """
    rules = _ready()
    for i in range(number, len(rules)):
        rule, needs = rules[i]
        if needs[0] not in kinds and (len(needs) == 1 or needs[1] not in kinds):
            continue
        pattern = _pattern(i)
        at = position if i == number else 0
        while match := pattern.search(kinds, at):
            start, end = match.span()
            if end > start and not (rule.opening and _AMOUNT.search(kinds, 0, start)):
                return i, start, end
            at = start + 1
    return None


_AMOUNT: Final = re.compile("[" + "".join(_CODES[k] for k in (K.SERVING, K.SUM, K.NUMBER)) + "]")
