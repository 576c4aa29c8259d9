"""From files to records: the strict reader, the schema, the vocabulary, the directory."""
