"""What every page and record needs and no domain word explains: base page, components, text folding, paging, dates."""
