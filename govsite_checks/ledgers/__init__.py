"""An office's own tables: messages of the public, self-checks, new media, domains, rectification."""
