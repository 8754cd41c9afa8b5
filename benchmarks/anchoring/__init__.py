"""How often carrying passages through edits lands on the wrong words: `python -m benchmarks.anchoring --json`.

Articles and edits are random; the truth comes from construction, not from comparing texts. Every token of an article is
an `Atom` with an identity. Edits move, remove, copy and add atoms, so that afterwards it is known where each atom of a
passage went. What is right:

- All atoms of the passage survived in a row: it *survived unchanged*, and its place is theirs.
- Some atoms were edited: from its first to its last surviving atom, atoms put in the place of its own included or not;
  or its old words word for word around all that survived of it. No place is right where a name or number in it changed,
  half of it is gone, or its parts were torn apart.
- Atoms of a copied sentence remember what they were copied from. A copy is right only in the old sentence's slot
  (between the same surviving neighbours), or as the only faithful copy left of a sentence that was deleted (copied and
  deleted is moved). A sentence word for word equal to the old one, between word for word the same neighbours, is right
  too, and so is another one of an unbroken run of equal sentences: no reader could tell them apart. Anywhere else equal
  words are another passage. How often a place was right only by this rule is printed as `right_by_equal_words`.
- Two histories that give the same two texts are judged alike. A neighbour that was replaced in its place by a lookalike
  is the neighbour with a name changed, a copy in the slot may have had small words put in or its quotation marks
  changed as any sentence may, and a lookalike whose name was changed back is a faithful copy.
- Everything else is wrong. A wrong place counts as silent when the outcome is `anchored` or `moved`.

`--dense` is a harder run that is not the goal: articles of about 15 sentences, of which one revision may edit 12.
"""
