"""Where the figures of a drafted file came from: anchors written, stored, read back."""
