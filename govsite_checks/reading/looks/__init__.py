"""How a page presents itself: header, name, colours, ways in for everybody."""
