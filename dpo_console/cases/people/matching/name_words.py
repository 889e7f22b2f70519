"""Words that are names too, and the words around a name that tell which of both is meant."""

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "professor", "sir", "dame", "lady",
    "lord", "rev", "revd", "pc", "ds", "dc", "dci", "di", "sgt", "cllr", "hhj",
}  # fmt: skip
"""Words before a name that are no part of it, in small letters."""

TIMES = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "spring", "summer", "autumn", "winter",
}  # fmt: skip
"""Months and seasons."""

WORDS = TIMES | {
    "art", "baker", "banks", "bell", "best", "bill", "black", "brook", "brown", "bush", "carter",
    "case", "chance", "chase", "church", "cook", "cooper", "cross", "daisy", "dawn", "day", "dean",
    "faith", "field", "fields", "fisher", "ford", "frank", "frost", "grace", "grant", "gray",
    "green", "grey", "guy", "harmony", "hazel", "heath", "heather", "hill", "holly", "hope",
    "hunter", "ivy", "jade", "joy", "king", "lane", "little", "long", "love", "mark", "marsh",
    "mason", "melody", "mercy", "miles", "moss", "olive", "page", "park", "parks", "pat",
    "patience", "pearl", "penny", "poppy", "post", "potter", "price", "pride", "ray", "read",
    "rich", "rivers", "rob", "robin", "rock", "rose", "rowan", "ruby", "sage", "sharp", "shepherd",
    "short", "sky", "small", "smith", "snow", "star", "stone", "strong", "sue", "swift", "taylor",
    "turner", "violet", "walker", "ward", "waters", "wells", "west", "white", "will", "wise",
    "wood", "woods", "young",
}  # fmt: skip
"""Names that may be words, above all at the begin of a sentence."""

BEFORE_TIME = {
    "in", "by", "of", "since", "until", "till", "from", "to", "during", "before", "after", "around",
    "for", "last", "next", "this", "each", "every", "early", "mid", "late", "end", "through", "on",
}  # fmt: skip
"""Words before a month or season, if it isn't a name."""

AFTER_TIME = {"term", "half", "holiday", "holidays", "break", "exams"}
"""Words after one, if it isn't a name."""

OF_PERSONS = {
    "s", "is", "was", "has", "had", "lives", "lived", "attends", "attended", "left", "joined",
    "moved", "went", "goes", "came", "comes", "said", "says", "told", "does", "did", "didn", "isn",
    "wasn", "hasn", "doesn", "sits", "sat", "takes", "took", "gets", "got", "needs", "wants",
}  # fmt: skip
"""Words that follow a name at the begin of a sentence, such as was, or the s of Rose's."""

CHILDREN = {"boy", "girl", "child", "children", "boys", "girls", "pupil", "family", "twins"}
"""Words before which a name stands, as in the May boy."""

PRIVATE = {
    "father", "mother", "dad", "daddy", "mum", "mummy", "mam", "parent", "parents", "stepfather",
    "stepmother", "stepdad", "stepmum", "grandfather", "grandmother", "grandparent",
    "grandparents", "grandad", "grandma", "grandpa", "gran", "granny", "nan", "papa", "uncle",
    "aunt", "auntie", "brother", "sister", "sibling", "cousin", "son", "daughter", "husband",
    "wife", "partner", "boyfriend", "girlfriend", "ex", "carer", "carers", "childminder", "friend",
    "neighbour", "journalist", "him", "them",
}  # fmt: skip
"""Words for private persons, whoever they are."""
