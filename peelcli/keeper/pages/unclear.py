"""Sentences with the word for a grade that state none of this page's force and round, and why."""

import re
from functools import lru_cache

EARLIER = "speaks of an earlier report"
EXPLAINS = "explains the grades"
ALL_GRADES = "all grades at once"
LINK = "a link to another page"
ANOTHER_BODY = "another body"
OTHER_FORCE = "under a heading of another force"
NO_FORCE = "names another force or none"
NO_QUESTION = "names no question"
NO_LOSS = (EXPLAINS, ALL_GRADES, LINK)
"""Reasons for which nobody has to look at a page."""
GRADE = r"(?:outstanding|good|adequate|inadequate|requir\w+ (?:some )?improvement)"
_REASONS = (
    (
        "a question or a wish",
        r"\bhow (?:good|adequate|outstanding|inadequate)\b"
        rf"|\b{GRADE}\b[^.]*\?\W*$"
        r"|\b(?:expect|hop|aim|want|aspir|striv|intend)\w* (?:to|for|at|towards)\b"
        r"|\b(?:aim|ambition|target|goal|wish|vision) (?:is|was|of)\b"
        rf"|^\W*to be (?:(?:graded|rated|judged) )?{GRADE}\b"
        r"|\bnext time\b|\bnobody\b|\bno one\b|\bonly (?:a|an|those) \w+ (?:with|that)\b"
        r"|\bcan(?:not)? be (?:graded|rated|judged|called)\b"
        r"|\b(?:will|shall|may|might|likely to|due to|set to) be\b"
        r"|\bwould (?:be|call|rate|have been|like)\b|\bwhat (?:good|outstanding)\b"
        r"|\b(?:wants?|wish\w*|pledg\w*|commit\w*|promis\w*|under way|determined|hop\w+)\b"
        r"[^.;]{0,40}\bto (?:be|become|get|make)\b|\bplans? (?:to|is to|is for)\b"
        r"|\bif (?:it|the \w+|they|we) (?:is|are|was|were|gets?|became|had)\b"
        r"|^\W*(?:an?|any) (?:police )?(?:force|constabulary)\b(?! (?:area|was|has))"
        r"|\bhad the \w+ (?:been|got)\b|^\W*an? \w+ (?:that|which) is\b|\bcould (?:soon|yet|be)\b"
        rf"|\bshort of (?:an? )?['\u2018\u201c\"]?{GRADE}|\bgetting to\b|\btarget grades?\b"
        r"|\b(?:ambition|target|aim|goal|aspiration|road|path|journey)s? (?:remains?|to|for)\b",
    ),
    (
        "a range of grades",
        rf"\b{GRADE}\b\W+or (?:better|above|higher|worse|below|lower)\b"
        rf"|\bat least (?:an? )?\W?{GRADE}\b"
        rf"|\bbetween \W?{GRADE}\W+and \W?{GRADE}|\b{GRADE} in (?:parts|places)\b"
        rf"|\bamong the \W?{GRADE}",
    ),
    (
        "speaks of all areas but one",
        r"\b(?:all|every\w*|each) (?:\w+ ){0,2}(?:but|except|bar|apart from|other than)\b"
        r"|\baside,|\bwith the exception of\b",
    ),
    (
        EXPLAINS,
        rf"\b(?:standard|meaning|definition|threshold) of \W?{GRADE}|\bterms? \W?{GRADE}",
    ),
    (
        "says that it is not so",
        r"\b(?:hardly|barely|narrowly|nearly|almost|close to|missed out|stopped short|had feared|"
        r"under review|overturned|average force)\b"
        r"|\b(?:would|could) (?:move|trigger|go|rise|fall|lead)\b"
        r"|\bis what\b|\blong (?:seen|known|regarded)\b"
        rf"|\b\w+n['\u2019]t\b(?: \w+){{0,4}} \W*{GRADE}\b"
        rf"|\bfail\w* to (?:be|get|achieve|reach|keep|win)\b[^.]{{0,30}}\b{GRADE}\b",
    ),
    (
        ALL_GRADES,
        rf"\b{GRADE}\b\W+(?:{GRADE}\W+)+(?:or|and)\W+{GRADE}",
    ),
    (
        EARLIER,
        r"\bhad (?:\w+ )?(?:been|found|said|judged|rated|graded|called|assessed|got|received)\b"
        r"|\bused to be\b|\bformerly\b|\b(?:has|have) lost\b|\blost (?:its|their|the)\b"
        r"|\bpreviously\b|\bwas once\b"
        r"|\b(?:previous|earlier|last|preceding) (?:\w+ )?(?:report|inspection|assessment|time|"
        r"round|grades?|ratings?|visit|cycle)\b"
        r"|\b(?:report|inspection|assessment|one|grades?) before\b"
        r"|\bwhen\b[^,]{0,30}\blast (?:inspected|visited|assessed|graded|came)\b"
        r"|\blast (?:visited|came|inspected)\b"
        r"|\b(?:years?|months|weeks) (?:ago|earlier|before)\b"
        r"|\bbefore the (?:change|new|arrival|appointment)\b"
        r"|\bprior to\b|\bmov(?:ed|ing) (?:out|up|on) (?:of|from)\b|\byears on\b|\bin the past\b"
        r"|\blast year\b.*\bthis year\b"
        r"|\bstripped of\b|\bno longer\b|\balready h(?:old|eld|ad)s?\b",
    ),
    (
        "somebody's own claim",
        r"\b(?:reject|disput|disagree|den(?:y|ies|ied)|claim|insist|believ)\w*\b"
        rf"|\bwe(?:['\u2019]re| are| were)\b[^.]*\b{GRADE}\b"
        r"|\b(?:force|constable|chief|commissioner|spokes\w+|officers?|he|she)\b[^.]{0,30}"
        r"\b(?:says?|said)(?: that)? (?:it|they|we|he|she) (?:is|was|are|were)\b"
        r"(?! (?:graded|rated|judged|assessed|found|deemed))"
        r"|\b(?:false|untrue|withdrawn|provisional|unofficial|ignore|pretend|joke|rumou?r\w*)\b"
        r"|\b(?:said|says?)\b:?,? [\u2018\u201c\"'](?!.*(?:inspect|hmic|report|grad(?:ed|ing)|"
        r"rat(?:ed|ing)|judg|assess|found))"
        r"|,['\u2019\u201d\"]? (?:says?|said) (?:the )?(?!report|inspect|hmic|watchdog|that\b)\w+\b"
        r"|, (?!report|inspect|hmic|watchdog|it\b|they\b|he\b|she\b)\w+ (?:said|says)\W*$"
        r"|\bunfair\b"
        r"|[\u2018\u201c\"'][^\u2019\u201d\"]{25,}[,.][\u2019\u201d\"'] "
        r"(?!the report|report|inspect|hmic|the watchdog)(?:[\w.]+ ){0,3}(?:said|says|added|told)\b"
        r"|\bview that\b|\bown review\b|\bdraft\b"
        r"|\b(?:chairman|chairwoman|judge|secretary|coroner|iopc|bbc|assembly|children|minister)\b"
        r"[^.]{0,30}\b(?:says?|said|rated?|found|considers?|called|judged|graded)\b"
        r"|\b(?:federation|residents?|campaigners?|critics?|unions?|readers?|victims|charit\w+|mps?|"
        r"mayor|councillors?|auditors?|consultants?|survey|poll|opponents?|locals?)\b[^.]{0,30}"
        r"\b(?:says?|said|rated?|found|considers?|thinks?|calls?|called|judged|graded|feels?|felt|"
        r"describe\w*)\b"
        r"|\baccording to (?:an? |the )?(?:\w+ )?(?:draft|survey|poll|residents|campaigners|"
        r"readers|federation|critics|staff|officers)\b|\bleaked\b|\bself-assess\w*|\bourselves\b"
        r"|\bi (?:am|think|believe|know|consider)\b|\bin my (?:view|opinion)\b",
    ),
    (
        ANOTHER_BODY,
        r"\bfire(?:fighters?| crews?| and rescue| service| authority|s)?\b|\bofsted\b|\bcustody\b"
        r"|\bcouncils?\b|\bcouncil['\u2019]s\b|\bschools?\b|\bambulance\b"
        r"|\bneighbours?\b|\bneighbouring\b|\bprison\b|\bhospital\b|\bprobation\b"
        r"|\bcrime data integrity inspection\b|\bchild protection inspection\b"
        r"|\bcare quality commission\b|\bcqc\b|\bnhs\b|\buniversity\b|\bacademy\b"
        r"|\b(?:the|a) (?:hospital |foundation )?trust\b(?! and| in)"
        r"|\b(?:the|a) college\b(?! of policing)|\bborder force\b|\bcivil nuclear\b"
        r"|\bministry of defence\b|\b(?:pcc|commissioner|mayor)['\u2019]s office\b"
        r"|\boffice of the\b"
        r"|\bcrime commissioner(?: \w+)? (?:was|is|has been|were) (?:rated|judged|graded)"
        r"|\bregional organised crime unit\b|\brocu\b|\bcity of london corporation\b"
        r"|\bcrown prosecution\b|\bkcc\b|\bsister force\b|\bunlike [^,.]{0,40}, which\b"
        r"|\b(?:its|their|the) partners\b|\bscotland\b|\bpsni\b|\bnational crime agency\b",
    ),
)
# A comparison with the last report is of this one, unless it goes on with what that one found.
_COMPARISON = re.compile(
    r"\b(?:since|unlike|than|from|on|following|after|compared (?:with|to))(?: in| at| its| the| "
    r"our| their| his| her)* (?:last|previous|earlier) (?:\w+ )?(?:report|inspection|assessment|"
    r"time|grades?|ratings?|round|year)(?:['\u2019]s \w+|(?!['\u2019]s))\b"
    r"(?!\W+(?:which|when|where|in which|that|had))",
    re.IGNORECASE,
)
_INSPECTORATE = re.compile(
    r"\b(?:h(?:is|er) majesty['\u2019]?s )?inspectorate of constabulary"
    r"(?:,? (?:and )?fire (?:and|&) rescue services?)?(?: \(?hmic(?:frs)?\)?)?"
    r"|\binspectorate of constabulary and fire (?:and|&) rescue",
    re.IGNORECASE,
)
_PANEL = re.compile(r"\bpolice,? fire,? (?:and|&) crime\b", re.IGNORECASE)
_ONCE_MORE = re.compile(r"\bonce (?:more|again)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\bsaid (?:that )?(?:\w+ ){1,2}had (?=graded|rated|judged|found)",
    re.IGNORECASE,
)
"""A word that is not of the past."""
_FROM_BEFORE = re.compile(
    r",? (?:up|down|improved|risen|fallen|declined|dropped|rose|fell) from (?:an? |its )?"
    rf"['\u2018\u201c\"]?{GRADE}['\u2019\u201d\"]?(?: grades?| ratings?)?"
    r"(?: (?:in|at|of|from|after|under) [^,.;:]{0,40})?"
    rf"|, (?:which )?(?:previously|formerly|once|used to be|was once|had been) {GRADE},"
    r"|\((?:(?:previously|formerly|was|last|before)\b|(?:PEEL )?20\d\d)[^()]{0,60}\)",
    re.IGNORECASE,
)
"""What a sentence says of the grade before: "up from adequate in 2022"."""
_WAYS = {reason: re.compile(way, re.IGNORECASE) for reason, way in _REASONS}


def folded_sentence(text: str) -> str:
    """Return a sentence with the inspectorate's long name as one word: it has "Fire" in it."""
    text = _INSPECTORATE.sub("HMICFRS", text)
    return _PANEL.sub("police and crime", text)


def without_before(text: str) -> str:
    """Return a sentence without what it says of the grade before this one."""
    return _ONCE_MORE.sub("again", _FROM_BEFORE.sub(" ", text))


def without_comparison(text: str) -> str:
    """Return a sentence without what it only compares with: "unlike in the last report"."""
    return _COMPARISON.sub(" ", text)


def is_of_another_body(text: str) -> bool:
    """Return whether a line names another body than a police force."""
    return bool(_WAYS[ANOTHER_BODY].search(folded_sentence(text)))


@lru_cache(maxsize=64)
def why_unclear(text: str) -> str | None:
    """Return why a sentence with a grade states none; None where it may state one."""
    bare = _AGAIN.sub(" ", without_comparison(folded_sentence(text)))
    return next((reason for reason, way in _WAYS.items() if way.search(bare)), None)
