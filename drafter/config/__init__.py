"""Settings: YAML with line and column, its problems in Chinese, and the plans of the documents."""
