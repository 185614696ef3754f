"""The settings' pages, split by noun. Only a programme lead opens them."""
