"""A pasted agreement cut into clauses on its own headings and numbers; pure, so that it can be tried on any text.

Every line of the text is in exactly one piece: a clause, or something that was placed nowhere (what stands before the
first clause, a heading without text of its own, page headers and footers, the signatures). Nothing here decides: a
person looks at each piece. What only layout could tell, such as a list whose indents were lost, is guessed.
"""

from partnerships.cutting.cutter import MOST_IN_A_CLAUSE, Kind, Piece, cut
from partnerships.cutting.lines import tidied

__all__ = ["MOST_IN_A_CLAUSE", "Kind", "Piece", "cut", "tidied"]
