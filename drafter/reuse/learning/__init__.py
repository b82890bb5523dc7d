"""An office's earlier reports become its own phrasebank: recurring sentences, with slots where the figures stood."""
