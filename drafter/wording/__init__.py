"""Template sources and the phrasebank: for drafting, and for knowing what is convention."""
